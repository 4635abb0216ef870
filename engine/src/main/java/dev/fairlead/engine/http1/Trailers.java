package dev.fairlead.engine.http1;

import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import java.util.List;

/**
 * Which fields must not come after a body (RFC 9110 §6.5.1): those that would have changed how the
 * message was framed, routed, authenticated or understood.
 */
final class Trailers {
  private static final List<FieldName> FORBIDDEN =
      List.of(
          FieldName.TRANSFER_ENCODING,
          FieldName.CONTENT_LENGTH,
          FieldName.HOST,
          FieldName.CONNECTION,
          FieldName.KEEP_ALIVE,
          FieldName.PROXY_CONNECTION,
          FieldName.UPGRADE,
          FieldName.HTTP2_SETTINGS,
          FieldName.TE,
          FieldName.TRAILER,
          FieldName.EXPECT,
          FieldName.MAX_FORWARDS,
          FieldName.FORWARDED,
          FieldName.of("X-Forwarded-For"),
          FieldName.of("X-Forwarded-Host"),
          FieldName.of("X-Forwarded-Proto"),
          FieldName.AUTHORIZATION,
          FieldName.PROXY_AUTHORIZATION,
          FieldName.PROXY_AUTHENTICATE,
          FieldName.of("WWW-Authenticate"),
          FieldName.COOKIE,
          FieldName.of("Set-Cookie"),
          FieldName.CONTENT_TYPE,
          FieldName.of("Content-Encoding"),
          FieldName.of("Content-Range"));

  private Trailers() {}

  static boolean isForbidden(Headers trailers, int index) {
    for (FieldName name : FORBIDDEN) {
      if (trailers.isNamed(index, name)) {
        return true;
      }
    }
    return false;
  }

  static void check(Headers trailers, Speaker speaker) throws BadMessage {
    for (int i = 0; i < trailers.size(); i++) {
      if (isForbidden(trailers, i)) {
        throw speaker.malformed("the trailers have a field that belongs in the head");
      }
    }
  }
}
