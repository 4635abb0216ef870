package dev.fairlead.engine.message;

import java.nio.charset.StandardCharsets;

/** A whole response that Fairlead gives itself. */
public final class Answer {
  private final int status;
  private final Headers headers;
  private final byte[] body;

  /**
   * Takes over the array.
   *
   * @param headers without framing fields; {@code Content-Type} where there is a body
   */
  public Answer(int status, Headers headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

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

  public int status() {
    return status;
  }

  public Headers headers() {
    return headers;
  }

  /** The bytes themselves: do not change them. */
  public byte[] body() {
    return body;
  }
}
