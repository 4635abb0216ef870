package dev.fairlead.engine.http1;

import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Tokens;
import io.netty.buffer.ByteBuf;

/**
 * Reads the line before a chunk (RFC 9112 §7.1): hexadecimal size, extensions, CR LF. Extensions
 * are checked and dropped. White space is refused everywhere outside of quotes, also where the
 * grammar tolerates it: smugglers are the only ones who send it.
 */
final class ChunkLine {
  private enum Expect {
    SIZE,
    NAME,
    VALUE,
    QUOTED,
    ESCAPED,
    SEPARATOR,
    LF
  }

  private static final int MAX_DIGITS = 16;

  private final Speaker speaker;
  private final int limit;
  private Expect expect = Expect.SIZE;
  private long size;
  private int digits;
  private int part;
  private int length;

  ChunkLine(Speaker speaker, int limit) {
    this.speaker = speaker;
    this.limit = limit;
  }

  void restart() {
    expect = Expect.SIZE;
    size = 0;
    digits = 0;
    part = 0;
    length = 0;
  }

  /** The chunk's size once the line is complete. */
  long size() {
    return size;
  }

  /** Takes bytes up to the end of the line; false if more are needed. */
  boolean read(ByteBuf in) throws BadMessage {
    while (in.isReadable()) {
      byte b = in.readByte();
      if (expect == Expect.LF) {
        require(b == '\n', "there is a CR that no LF follows");
        return true;
      }
      take(b);
    }
    return false;
  }

  private void take(byte b) throws BadMessage {
    if (b == '\r' && mayEnd()) {
      expect = Expect.LF;
      return;
    }
    require(length++ < limit, "a chunk's size line is longer than the limit");
    switch (expect) {
      case SIZE -> size(b);
      case NAME -> name(b);
      case VALUE -> value(b);
      case QUOTED -> quoted(b);
      case ESCAPED -> {
        require(Tokens.isValueByte(b), "a chunk extension has a control byte");
        expect = Expect.QUOTED;
      }
      case SEPARATOR, LF -> separator(b);
    }
  }

  private boolean mayEnd() {
    return switch (expect) {
      case SIZE -> digits > 0;
      case NAME, VALUE -> part > 0;
      case SEPARATOR -> true;
      case QUOTED, ESCAPED, LF -> false;
    };
  }

  private void size(byte b) throws BadMessage {
    int digit = hexDigit(b);
    if (digit >= 0) {
      require(++digits <= MAX_DIGITS && size <= Long.MAX_VALUE >>> 4, "a chunk is too large");
      size = size << 4 | digit;
    } else {
      require(digits > 0, "a chunk's size is not a hexadecimal number");
      separator(b);
    }
  }

  private void name(byte b) throws BadMessage {
    if (Tokens.isTokenByte(b)) {
      part++;
    } else if (b == '=' && part > 0) {
      begin(Expect.VALUE);
    } else {
      require(part > 0, "a chunk extension has no name");
      separator(b);
    }
  }

  private void value(byte b) throws BadMessage {
    if (Tokens.isTokenByte(b)) {
      part++;
    } else if (b == '"' && part == 0) {
      expect = Expect.QUOTED;
    } else {
      require(part > 0, "a chunk extension has no value");
      separator(b);
    }
  }

  private void quoted(byte b) throws BadMessage {
    if (b == '"') {
      expect = Expect.SEPARATOR;
    } else if (b == '\\') {
      expect = Expect.ESCAPED;
    } else {
      require(Tokens.isValueByte(b), "a chunk extension has a control byte");
    }
  }

  private void separator(byte b) throws BadMessage {
    require(b == ';', "a chunk's size line is not 'size' or 'size;extension'");
    begin(Expect.NAME);
  }

  private void begin(Expect next) {
    expect = next;
    part = 0;
  }

  private void require(boolean holds, String otherwise) throws BadMessage {
    if (!holds) {
      throw speaker.malformed(otherwise);
    }
  }

  private static int hexDigit(byte b) {
    if (b >= '0' && b <= '9') {
      return b - '0';
    }
    int lower = b | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }
}
