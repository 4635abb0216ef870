package dev.fairlead.engine.http1;

import dev.fairlead.engine.message.Tokens;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The reason phrases of registered status codes, and whole status lines made of them. */
final class Reasons {
  private static final @Nullable String[] PHRASES = new String[600];
  private static final byte[] @Nullable [] LINES = new byte[600][];

  static {
    String table =
        """
        100 Continue|101 Switching Protocols|102 Processing|103 Early Hints\
        |200 OK|201 Created|202 Accepted|203 Non-Authoritative Information|204 No Content\
        |205 Reset Content|206 Partial Content|207 Multi-Status|208 Already Reported|226 IM Used\
        |300 Multiple Choices|301 Moved Permanently|302 Found|303 See Other|304 Not Modified\
        |305 Use Proxy|307 Temporary Redirect|308 Permanent Redirect\
        |400 Bad Request|401 Unauthorized|402 Payment Required|403 Forbidden|404 Not Found\
        |405 Method Not Allowed|406 Not Acceptable|407 Proxy Authentication Required\
        |408 Request Timeout|409 Conflict|410 Gone|411 Length Required|412 Precondition Failed\
        |413 Content Too Large|414 URI Too Long|415 Unsupported Media Type\
        |416 Range Not Satisfiable|417 Expectation Failed|421 Misdirected Request\
        |422 Unprocessable Content|423 Locked|424 Failed Dependency|425 Too Early\
        |426 Upgrade Required|428 Precondition Required|429 Too Many Requests\
        |431 Request Header Fields Too Large|451 Unavailable For Legal Reasons\
        |500 Internal Server Error|501 Not Implemented|502 Bad Gateway|503 Service Unavailable\
        |504 Gateway Timeout|505 HTTP Version Not Supported|506 Variant Also Negotiates\
        |507 Insufficient Storage|508 Loop Detected|511 Network Authentication Required\
        """;
    for (String entry : table.strip().split("\\|", -1)) {
      int status = Integer.parseInt(entry, 0, 3, 10);
      PHRASES[status] = entry.substring(4);
      LINES[status] = ("HTTP/1.1 " + entry + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }
  }

  private Reasons() {}

  /** The text of those bytes, without making a String if it is what the status usually says. */
  static String of(int status, byte[] line, int from, int to) {
    String usual = PHRASES[status];
    return usual != null && matches(usual, line, from, to)
        ? usual
        : new String(line, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** The status line with line end if the reason is the usual one or missing, else null. */
  static byte @Nullable [] line(int status, String reason) {
    return reason.isEmpty() || reason.equals(PHRASES[status]) ? LINES[status] : null;
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
