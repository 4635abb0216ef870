package dev.fairlead.engine.http1;

import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.HttpVersion;

/**
 * What the first line of a response says (RFC 9112 §4). A missing reason is accepted, with or
 * without the space before it.
 */
record StatusLine(HttpVersion version, int status, String reason) {
  /**
   * Reads a line.
   *
   * <pre>
   * HTTP/1.1 200 OK
   *         ^8  ^12
   * </pre>
   */
  static StatusLine read(byte[] line, int length) throws BadMessage {
    if (length < 12 || line[8] != ' ' || (length > 12 && line[12] != ' ')) {
      throw Speaker.UPSTREAM.malformed("the status line is not 'HTTP/1.1 200 reason'");
    }
    HttpVersion version = Version.ofResponse(line, 0);
    int status = status(line);
    String reason = length < 14 ? "" : StatusLines.reason(status, line, 13, length);
    return new StatusLine(version, status, reason);
  }

  private static int status(byte[] line) throws BadMessage {
    boolean digits =
        Version.isDigit(line[9]) && Version.isDigit(line[10]) && Version.isDigit(line[11]);
    int status = (line[9] - '0') * 100 + (line[10] - '0') * 10 + line[11] - '0';
    if (!digits || status < 100 || status > 599) {
      throw Speaker.UPSTREAM.malformed("the status is not a number from 100 to 599");
    }
    return status;
  }
}
