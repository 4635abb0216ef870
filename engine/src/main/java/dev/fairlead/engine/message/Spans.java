package dev.fairlead.engine.message;

/** What can be asked of a stretch of Latin-1 bytes without making a String of it. */
final class Spans {
  private Spans() {}

  /** Puts Latin-1 text into an array that has room for it. */
  static void put(byte[] bytes, int at, CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      bytes[at + i] = (byte) text.charAt(i);
    }
  }

  /** The number that the digits say, or -1 if it is none below 2^63. */
  static long decimal(byte[] bytes, int from, int to) {
    long number = from == to ? -1 : 0;
    for (int i = from; i < to && number >= 0; i++) {
      int digit = bytes[i] - '0';
      boolean fits = number <= (Long.MAX_VALUE - digit) / 10;
      number = digit >= 0 && digit <= 9 && fits ? number * 10 + digit : -1;
    }
    return number;
  }

  /** Whether the comma-separated list has that element, letters compared without case. */
  static boolean lists(byte[] bytes, int from, int to, String lowerCase) {
    int start = from;
    for (int at = from; at <= to; at++) {
      if (at == to || bytes[at] == ',') {
        int element = skipBlanks(bytes, start, at);
        if (equalsLower(bytes, element, dropBlanks(bytes, element, at), lowerCase)) {
          return true;
        }
        start = at + 1;
      }
    }
    return false;
  }

  static boolean equalsLower(byte[] bytes, int from, int to, String lowerCase) {
    if (to - from != lowerCase.length()) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (FieldName.lower(bytes[i]) != lowerCase.charAt(i - from)) {
        return false;
      }
    }
    return true;
  }

  /** Where the stretch begins without leading spaces and tabs. */
  static int skipBlanks(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && isBlank(bytes[at])) {
      at++;
    }
    return at;
  }

  /** Where the stretch ends without trailing spaces and tabs. */
  static int dropBlanks(byte[] bytes, int from, int to) {
    int at = to;
    while (at > from && isBlank(bytes[at - 1])) {
      at--;
    }
    return at;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }
}
