package dev.fairlead.engine.http1;

import dev.fairlead.engine.message.BadMessage;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Finds the lines of a head or trailer section in bytes that may arrive one by one, looking at each
 * byte once. All offsets count from the reader index, which it does not move. Line ends are CR LF
 * and nothing else, and no other control byte but a tab may stand in a line (RFC 9112 §2.2).
 */
final class LineScanner {
  private final Speaker speaker;
  private final int maxLines;
  private int position;
  private int start;
  private int[] ends = new int[16];
  private int lines;

  LineScanner(Speaker speaker, int maxLines) {
    this.speaker = speaker;
    this.maxLines = maxLines;
  }

  /** Begins anew: a line starts at that offset. */
  void restart(int offset) {
    position = offset;
    start = offset;
    lines = 0;
  }

  /** Takes bytes as looked at that the caller has found to be no control bytes. */
  void skipTo(int offset) {
    position = offset;
  }

  /**
   * Looks for the end of the current line.
   *
   * @param last the greatest offset at which it may be
   * @return the offset of CR LF, the scanner now being behind it; -1 if more bytes are needed; -2
   *     if it is not within the limit
   */
  int lineEnd(ByteBuf in, int last) throws BadMessage {
    int base = in.readerIndex();
    int available = in.readableBytes();
    int stop = Math.min(available, last + 1);
    int at = ControlBytes.find(in, base + Math.min(position, stop), base + stop) - base;
    while (at < stop && in.getByte(base + at) == '\t') {
      at = ControlBytes.find(in, base + at + 1, base + stop) - base;
    }
    position = at;
    if (at == stop) {
      return stop > last ? -2 : -1;
    }
    return endsAt(in, base + at, available - at) ? endLine(at) : -1;
  }

  /**
   * Looks for the empty line that ends a section which began at {@code start()}.
   *
   * @param limit how many bytes the section may have before it
   */
  boolean section(ByteBuf in, int limit) throws BadMessage {
    while (true) {
      int lineStart = lines == 0 ? start : ends[lines - 1] + 2;
      int end = lineEnd(in, start + limit);
      if (end == -2) {
        throw speaker.tooLarge("the header or trailer section is larger than the limit");
      }
      if (end < 0) {
        return false;
      }
      if (end == lineStart) {
        return true;
      }
      addLine(end);
    }
  }

  private void addLine(int end) throws BadMessage {
    if (lines == maxLines) {
      throw speaker.tooLarge("there are more header or trailer fields than the limit");
    }
    if (lines == ends.length) {
      ends = Arrays.copyOf(ends, ends.length * 2);
    }
    ends[lines++] = end;
  }

  private int endLine(int at) {
    position = at + 2;
    return at;
  }

  private boolean endsAt(ByteBuf in, int index, int available) throws BadMessage {
    byte control = in.getByte(index);
    if (control != '\r') {
      throw speaker.malformed(
          control == '\n'
              ? "a line ends in a bare LF; lines must end in CR LF"
              : "there is a control byte in the head or trailers");
    }
    if (available < 2) {
      return false;
    }
    if (in.getByte(index + 1) != '\n') {
      throw speaker.malformed("there is a CR that no LF follows");
    }
    return true;
  }

  /** How many lines the section has, the empty one not counted. */
  int lines() {
    return lines;
  }

  /** Where a line of the section ends, relative to the section's start. */
  int end(int line) {
    return ends[line] - start;
  }

  /** Where the section starts. */
  int start() {
    return start;
  }

  /** The first byte not looked at; behind the empty line once a section was found. */
  int position() {
    return position;
  }
}
