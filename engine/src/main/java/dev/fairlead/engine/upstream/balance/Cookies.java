package dev.fairlead.engine.upstream.balance;

import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import org.jspecify.annotations.Nullable;

/** Reads one cookie of a request (RFC 6265 §4.2.1). */
final class Cookies {
  private Cookies() {}

  /** The value of the first cookie of that name, or null. */
  static @Nullable String find(Headers headers, String name) {
    for (int i = headers.find(FieldName.COOKIE, 0);
        i >= 0;
        i = headers.find(FieldName.COOKIE, i + 1)) {
      String value = find(headers.value(i), name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private static @Nullable String find(String pairs, String name) {
    int start = 0;
    while (start < pairs.length()) {
      int semicolon = pairs.indexOf(';', start);
      int end = semicolon < 0 ? pairs.length() : semicolon;
      while (start < end && pairs.charAt(start) == ' ') {
        start++;
      }
      int value = start + name.length();
      if (value < end && pairs.startsWith(name, start) && pairs.charAt(value) == '=') {
        return pairs.substring(value + 1, end).strip();
      }
      start = end + 1;
    }
    return null;
  }
}
