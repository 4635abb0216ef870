package dev.fairlead.engine.http1;

import dev.fairlead.engine.message.Reasons;
import dev.fairlead.engine.message.Tokens;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Whole status lines with the registered reason phrases, made once, and what their reasons are. */
final class StatusLines {
  private static final byte[] @Nullable [] LINES = new byte[600][];

  static {
    for (int status = 100; status < LINES.length; status++) {
      String phrase = Reasons.registered(status);
      if (phrase != null) {
        String line = "HTTP/1.1 " + status + ' ' + phrase + "\r\n";
        LINES[status] = line.getBytes(StandardCharsets.US_ASCII);
      }
    }
  }

  private StatusLines() {}

  /** The text of those bytes, without making a String if it is what the status usually says. */
  static String reason(int status, byte[] line, int from, int to) {
    String usual = Reasons.registered(status);
    return usual != null && matches(usual, line, from, to)
        ? usual
        : new String(line, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** The status line with line end if the reason is the usual one or missing, else null. */
  static byte @Nullable [] of(int status, String reason) {
    return reason.isEmpty() || reason.equals(Reasons.registered(status)) ? LINES[status] : null;
  }

  /** Whether the text may stand in a status line (RFC 9112 §4). */
  static boolean isClean(String reason) {
    for (int i = 0; i < reason.length(); i++) {
      char c = reason.charAt(i);
      if (c > 0xff || !Tokens.isValueByte((byte) c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(String text, byte[] line, int from, int to) {
    if (text.length() != to - from) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (line[i] != text.charAt(i - from)) {
        return false;
      }
    }
    return true;
  }
}
