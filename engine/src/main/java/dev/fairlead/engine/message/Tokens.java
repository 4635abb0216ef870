package dev.fairlead.engine.message;

/** The character classes of RFC 9110 §5.5 and §5.6.2, as table look-ups. */
public final class Tokens {
  private static final byte TOKEN = 1;
  private static final byte VALUE = 2;
  private static final byte[] CLASS = new byte[256];
  private static final byte[] LOWER = new byte[256];

  static {
    for (int c = 0x21; c < 0x7f; c++) {
      CLASS[c] = VALUE;
    }
    CLASS[' '] = VALUE;
    CLASS['\t'] = VALUE;
    for (int c = 0x80; c < 0x100; c++) {
      CLASS[c] = VALUE;
    }
    for (char c = '0'; c <= '9'; c++) {
      CLASS[c] |= TOKEN;
    }
    for (char c = 'a'; c <= 'z'; c++) {
      CLASS[c] |= TOKEN;
      CLASS[c - 32] |= TOKEN;
    }
    for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
      CLASS[c] |= TOKEN;
    }
    for (int c = 0; c < 0x80; c++) {
      LOWER[c] = (CLASS[c] & TOKEN) == 0 ? 0 : (byte) (c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
  }

  private Tokens() {}

  /** Whether the byte may stand in a token: field names, methods, chunk extension names. */
  public static boolean isTokenByte(byte b) {
    return (CLASS[b & 0xff] & TOKEN) != 0;
  }

  /** The lower-case form of a byte that may stand in a token, and 0 for all others. */
  static byte lower(byte b) {
    return LOWER[b & 0xff];
  }

  /** Whether the byte may stand in a field value: visible, obs-text, space and tab; no controls. */
  public static boolean isValueByte(byte b) {
    return (CLASS[b & 0xff] & VALUE) != 0;
  }

  /** Whether the text is a non-empty token. */
  public static boolean isToken(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0x7f || !isTokenByte((byte) c)) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Whether the text may stand as a field value as it is, with no space or tab at either end. */
  public static boolean isValue(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0xff || !isValueByte((byte) c)) {
        return false;
      }
    }
    return text.isEmpty() || !(isBlank(text.charAt(0)) || isBlank(text.charAt(text.length() - 1)));
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
