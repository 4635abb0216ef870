package dev.fairlead.engine.message;

import java.util.List;

/**
 * Which fields must not come after a body (RFC 9110 §6.5.1): those that would have changed how the
 * message was framed, routed, authenticated or understood.
 */
public final class Trailers {
  /** Besides those of one hop. */
  private static final List<FieldName> FORBIDDEN =
      List.of(
          FieldName.CONTENT_LENGTH,
          FieldName.HOST,
          FieldName.TE,
          FieldName.TRAILER,
          FieldName.EXPECT,
          FieldName.MAX_FORWARDS,
          FieldName.FORWARDED,
          FieldName.X_FORWARDED_FOR,
          FieldName.X_FORWARDED_HOST,
          FieldName.X_FORWARDED_PROTO,
          FieldName.AUTHORIZATION,
          FieldName.of("WWW-Authenticate"),
          FieldName.COOKIE,
          FieldName.of("Set-Cookie"),
          FieldName.CONTENT_TYPE,
          FieldName.of("Content-Encoding"),
          FieldName.of("Content-Range"));

  private Trailers() {}

  /** Whether the trailer field at an index must not be one. */
  public static boolean isForbidden(Headers trailers, int index) {
    if (HopByHop.is(trailers, index)) {
      return true;
    }
    for (FieldName name : FORBIDDEN) {
      if (trailers.isNamed(index, name)) {
        return true;
      }
    }
    return false;
  }

  /** Whether any of them must not be one. */
  public static boolean anyForbidden(Headers trailers) {
    for (int i = 0; i < trailers.size(); i++) {
      if (isForbidden(trailers, i)) {
        return true;
      }
    }
    return false;
  }
}
