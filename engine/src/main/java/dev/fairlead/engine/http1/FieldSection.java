package dev.fairlead.engine.http1;

import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Headers;
import io.netty.buffer.ByteBuf;

/** Turns a scanned section into {@link Headers} over one copy of its bytes (RFC 9112 §5). */
final class FieldSection {
  /** Fields for which there is room besides those that came. */
  private static final int SPARE = 4;

  private FieldSection() {}

  /**
   * Copies the section and finds its fields.
   *
   * @param room bytes to keep free for what a proxy adds: Via, Forwarded and the like
   */
  static Headers read(ByteBuf in, LineScanner scanner, Speaker speaker, int room)
      throws BadMessage {
    int lines = scanner.lines();
    int length = lines == 0 ? 0 : scanner.end(lines - 1) + 2;
    byte[] bytes = new byte[length + room];
    in.getBytes(in.readerIndex() + scanner.start(), bytes, 0, length);
    Headers headers = new Headers(bytes, length, room == 0 ? lines : lines + SPARE);
    int start = 0;
    for (int i = 0; i < lines; i++) {
      int end = scanner.end(i);
      if (!headers.line(start, end)) {
        throw speaker.malformed(fault(bytes, start, end));
      }
      start = end + 2;
    }
    return headers;
  }

  /** Says why a line is no field. Folding is refused, not undone (RFC 9112 §5.2). */
  private static String fault(byte[] bytes, int start, int end) {
    if (isBlank(bytes[start])) {
      return start == 0
          ? "there is white space before the first field"
          : "a field continues on a second line; folding is obsolete";
    }
    int colon = start;
    while (colon < end && bytes[colon] != ':') {
      colon++;
    }
    if (colon == start) {
      return "a field has no name";
    }
    if (colon == end) {
      return "a field line has no colon";
    }
    return isBlank(bytes[colon - 1])
        ? "there is white space between a field name and its colon"
        : "a field name has a character that no name can have";
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }
}
