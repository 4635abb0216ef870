package dev.fairlead.engine.message;

import java.nio.charset.StandardCharsets;

/**
 * A request method (RFC 9110 §9). Unknown methods are tokens like any other and are not idempotent.
 *
 * @param name case-sensitive
 * @param idempotent whether an automatic retry is allowed (RFC 9110 §9.2.2)
 */
public record Method(String name, boolean idempotent) {
  public static final Method GET = new Method("GET", true);
  public static final Method HEAD = new Method("HEAD", true);
  public static final Method POST = new Method("POST", false);
  public static final Method PUT = new Method("PUT", true);
  public static final Method DELETE = new Method("DELETE", true);
  public static final Method OPTIONS = new Method("OPTIONS", true);
  public static final Method TRACE = new Method("TRACE", true);
  public static final Method CONNECT = new Method("CONNECT", false);
  public static final Method PATCH = new Method("PATCH", false);

  /** The shared value for the methods of RFC 9110 and PATCH, a new one for others. */
  public static Method of(String name) {
    return switch (name) {
      case "GET" -> GET;
      case "HEAD" -> HEAD;
      case "POST" -> POST;
      case "PUT" -> PUT;
      case "DELETE" -> DELETE;
      case "OPTIONS" -> OPTIONS;
      case "TRACE" -> TRACE;
      case "CONNECT" -> CONNECT;
      case "PATCH" -> PATCH;
      default -> new Method(name, false);
    };
  }

  /** As {@link #of(String)}, from ASCII bytes; no String is made for the shared ones. */
  public static Method of(byte[] bytes, int start, int length) {
    Method guess = guess(length, bytes[start]);
    return guess.matches(bytes, start, length)
        ? guess
        : of(new String(bytes, start, length, StandardCharsets.ISO_8859_1));
  }

  /** The only shared method of that length and first letter, or any other if there is none. */
  private static Method guess(int length, byte first) {
    return switch (length) {
      case 3 -> first == 'G' ? GET : PUT;
      case 4 -> first == 'P' ? POST : HEAD;
      case 5 -> first == 'P' ? PATCH : TRACE;
      case 6 -> DELETE;
      default -> first == 'C' ? CONNECT : OPTIONS;
    };
  }

  private boolean matches(byte[] bytes, int start, int length) {
    if (length != name.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[start + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return name;
  }
}
