package dev.fairlead.engine.http1;

import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.BadMessage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the authority of a target or {@code Host} field, remembering the last one: on a kept
 * connection it seldom changes, and an absolute-form target usually has the same as {@code Host}.
 */
final class AuthorityReader {
  private static final boolean[] ALLOWED = new boolean[128];

  static {
    for (int c = '0'; c <= 'z'; c++) {
      ALLOWED[c] = Character.isLetterOrDigit(c);
    }
    for (char c : "-._~%!$&'()*+,;=:[]".toCharArray()) {
      ALLOWED[c] = true;
    }
  }

  private byte[] lastText = new byte[0];
  private @Nullable Authority last;

  Authority read(byte[] bytes, int from, int to) throws BadMessage {
    Authority known = last;
    if (known != null && Arrays.equals(bytes, from, to, lastText, 0, lastText.length)) {
      return known;
    }
    check(bytes, from, to);
    Authority authority = parse(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
    lastText = Arrays.copyOfRange(bytes, from, to);
    last = authority;
    return authority;
  }

  private static Authority parse(String text) throws BadMessage {
    try {
      return Authority.parse(text);
    } catch (IllegalArgumentException e) {
      throw Speaker.CLIENT.malformed(String.valueOf(e.getMessage()));
    }
  }

  /** Only what RFC 3986 §3.2 allows outside of user information. */
  private static void check(byte[] bytes, int from, int to) throws BadMessage {
    if (from == to) {
      throw Speaker.CLIENT.malformed("the host is empty");
    }
    for (int i = from; i < to; i++) {
      if (!isAllowed(bytes[i])) {
        throw Speaker.CLIENT.malformed(
            bytes[i] == '@'
                ? "user information is not allowed before the host"
                : "the host has a character that no host can have");
      }
    }
  }

  /** Whether the character may stand in an authority without user information. */
  static boolean isAllowed(int c) {
    return c > 0 && c < ALLOWED.length && ALLOWED[c];
  }
}
