package dev.fairlead.engine.message;

import java.nio.charset.StandardCharsets;

/**
 * A header field name prepared for fast, case-insensitive look-ups (RFC 9110 §5.1). Make constants
 * of these; never build one per request.
 */
public final class FieldName {
  public static final FieldName ACCEPT = of("Accept");
  public static final FieldName AUTHORIZATION = of("Authorization");
  public static final FieldName CONNECTION = of("Connection");
  public static final FieldName CONTENT_LENGTH = of("Content-Length");
  public static final FieldName CONTENT_TYPE = of("Content-Type");
  public static final FieldName COOKIE = of("Cookie");
  public static final FieldName DATE = of("Date");
  public static final FieldName EXPECT = of("Expect");
  public static final FieldName FORWARDED = of("Forwarded");
  public static final FieldName HOST = of("Host");
  public static final FieldName HTTP2_SETTINGS = of("HTTP2-Settings");
  public static final FieldName KEEP_ALIVE = of("Keep-Alive");
  public static final FieldName MAX_FORWARDS = of("Max-Forwards");
  public static final FieldName PROXY_AUTHENTICATE = of("Proxy-Authenticate");
  public static final FieldName PROXY_AUTHORIZATION = of("Proxy-Authorization");
  public static final FieldName PROXY_CONNECTION = of("Proxy-Connection");
  public static final FieldName PROXY_STATUS = of("Proxy-Status");
  public static final FieldName RETRY_AFTER = of("Retry-After");
  public static final FieldName SERVER = of("Server");
  public static final FieldName TE = of("TE");
  public static final FieldName TRAILER = of("Trailer");
  public static final FieldName TRANSFER_ENCODING = of("Transfer-Encoding");
  public static final FieldName UPGRADE = of("Upgrade");
  public static final FieldName USER_AGENT = of("User-Agent");
  public static final FieldName VIA = of("Via");
  public static final FieldName X_FORWARDED_FOR = of("X-Forwarded-For");
  public static final FieldName X_FORWARDED_HOST = of("X-Forwarded-Host");
  public static final FieldName X_FORWARDED_PROTO = of("X-Forwarded-Proto");

  final byte[] wire;
  final byte[] lower;
  final int hash;
  private final String text;

  private FieldName(String text) {
    this.text = text;
    this.wire = text.getBytes(StandardCharsets.ISO_8859_1);
    this.lower = new byte[wire.length];
    for (int i = 0; i < wire.length; i++) {
      lower[i] = lower(wire[i]);
    }
    this.hash = hash(wire, 0, wire.length);
  }

  /**
   * Prepares a name, written the way it should look on an HTTP/1.1 wire.
   *
   * @throws IllegalArgumentException if it is not a token (RFC 9110 §5.6.2)
   */
  public static FieldName of(String text) {
    if (!Tokens.isToken(text)) {
      throw new IllegalArgumentException("not a field name: " + text);
    }
    return new FieldName(text);
  }

  /**
   * The hash that {@link Headers} stores beside each field; equal for names that differ in case.
   */
  static int hash(byte[] bytes, int start, int length) {
    int hash = 0;
    for (int i = start; i < start + length; i++) {
      hash = hash * 31 + lower(bytes[i]);
    }
    return hash;
  }

  static byte lower(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
  }

  /** Whether a field line begins there with this name and its colon. */
  boolean begins(byte[] bytes, int start) {
    int colon = start + lower.length;
    if (colon >= bytes.length || bytes[colon] != ':') {
      return false;
    }
    for (int i = 0; i < lower.length; i++) {
      if (lower(bytes[start + i]) != lower[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return text;
  }
}
