package dev.fairlead.engine.http1;

import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.HttpVersion;

/** Reads {@code HTTP/1.1} (RFC 9112 §2.3). A higher minor version is treated as 1.1. */
final class Version {
  static final int LENGTH = 8;
  private static final String PREFIX = "HTTP/";

  private Version() {}

  static HttpVersion ofRequest(byte[] line, int at) throws BadMessage {
    checkShape(line, at, Speaker.CLIENT);
    if (line[at + 5] != '1') {
      throw new BadMessage(
          Failure.Kind.VERSION, "This HTTP version is not spoken here; use HTTP/1.1 or HTTP/2");
    }
    return minor(line[at + 7]);
  }

  static HttpVersion ofResponse(byte[] line, int at) throws BadMessage {
    checkShape(line, at, Speaker.UPSTREAM);
    if (line[at + 5] != '1') {
      throw Speaker.UPSTREAM.malformed("its HTTP version is not 1.0 or 1.1");
    }
    return minor(line[at + 7]);
  }

  private static void checkShape(byte[] line, int at, Speaker speaker) throws BadMessage {
    boolean shaped = isDigit(line[at + 5]) && line[at + 6] == '.' && isDigit(line[at + 7]);
    for (int i = 0; i < PREFIX.length(); i++) {
      shaped &= line[at + i] == PREFIX.charAt(i);
    }
    if (!shaped) {
      throw speaker.malformed("the HTTP version is not of the form HTTP/1.1");
    }
  }

  private static HttpVersion minor(byte digit) {
    return digit == '0' ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1;
  }

  static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
