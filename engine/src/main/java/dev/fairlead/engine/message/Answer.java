package dev.fairlead.engine.message;

import java.nio.charset.StandardCharsets;

/**
 * A whole response that Fairlead gives itself.
 *
 * @param headers without framing fields; {@code Content-Type} where there is a body
 */
public record Answer(int status, Headers headers, byte[] body) {
  /** An answer with a text body. */
  public static Answer of(int status, String contentType, String body) {
    Headers headers = new Headers();
    headers.add(FieldName.CONTENT_TYPE, contentType);
    return new Answer(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  /** An answer without a body. */
  public static Answer empty(int status) {
    return new Answer(status, new Headers(), new byte[0]);
  }
}
