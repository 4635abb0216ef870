package dev.fairlead.engine.message;

/**
 * The fields that speak of one connection, so that no proxy passes them on (RFC 9110 §7.6.1): in
 * one place, because whoever forgets one of them opens a hole. Fields that {@code Connection}
 * nominates come on top, and {@code TE} has rules of its own.
 */
public final class HopByHop {
  /** How HTTP/1.1 frames messages and keeps connections; only its writer may say these. */
  private static final FieldName[] CONNECTION = {
    FieldName.CONNECTION,
    FieldName.TRANSFER_ENCODING,
    FieldName.KEEP_ALIVE,
    FieldName.PROXY_CONNECTION
  };

  /** What asks for another protocol, which HTTP/2 does by other means (RFC 9113 §8.2.2, §3.1). */
  private static final FieldName[] UPGRADE = {FieldName.UPGRADE, FieldName.HTTP2_SETTINGS};

  /** Between a client and the proxy it uses, and nobody behind that (RFC 9110 §11.7). */
  private static final FieldName[] PROXY = {
    FieldName.PROXY_AUTHENTICATE, FieldName.PROXY_AUTHORIZATION
  };

  private HopByHop() {}

  /** Whether the field is about framing or keeping an HTTP/1.1 connection. */
  public static boolean isConnection(Headers fields, int index) {
    return isOneOf(fields, index, CONNECTION);
  }

  /** Whether HTTP/2 has no such field (RFC 9113 §8.2.2). */
  public static boolean isConnectionSpecific(Headers fields, int index) {
    return isOneOf(fields, index, CONNECTION) || isOneOf(fields, index, UPGRADE);
  }

  /** Whether the field ends at the next hop, nominated or not. */
  public static boolean is(Headers fields, int index) {
    return isConnectionSpecific(fields, index) || isOneOf(fields, index, PROXY);
  }

  /** Removes every field that ends here, but for those that {@code Connection} nominates. */
  public static void strip(Headers fields) {
    for (int i = fields.size() - 1; i >= 0; i--) {
      if (is(fields, i)) {
        fields.removeAt(i);
      }
    }
  }

  private static boolean isOneOf(Headers fields, int index, FieldName[] names) {
    for (FieldName name : names) {
      if (fields.isNamed(index, name)) {
        return true;
      }
    }
    return false;
  }
}
