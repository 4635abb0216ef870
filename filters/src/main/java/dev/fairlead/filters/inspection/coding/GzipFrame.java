package dev.fairlead.filters.inspection.coding;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * What stands around the deflated data of a gzip member (RFC 1952), read as it comes.
 *
 * <pre>
 * 1f 8b 08 FLG  MTIME(4) XFL OS  [XLEN(2) EXTRA] [NAME.. 0] [COMMENT.. 0] [CRC16(2)]  data  CRC32(4) SIZE(4)
 * </pre>
 */
final class GzipFrame {
  private static final int HEAD = 10;
  private static final int TAIL = 8;
  private static final int FLAG_CRC = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;
  private static final int RESERVED = 0xe0;

  private enum Part {
    FIXED,
    EXTRA_LENGTH,
    EXTRA,
    NAME,
    COMMENT,
    CRC,
    DONE
  }

  private static final Part[] PARTS = Part.values();

  private final CRC32 crc = new CRC32();
  private Part part = Part.FIXED;
  private int place;
  private int read;
  private int flags;
  private int extra;
  private long tail;
  private long size;

  /** Reads on before the data; whether the head is complete. */
  boolean head(ByteBuffer in) throws Unreadable {
    while (part != Part.DONE && in.hasRemaining()) {
      head(in.get() & 0xff);
    }
    return part == Part.DONE;
  }

  private void head(int value) throws Unreadable {
    int at = read++;
    boolean complete =
        switch (part) {
          case FIXED -> fixed(at, value);
          case EXTRA_LENGTH -> length(at, value);
          case EXTRA -> read == extra;
          case NAME, COMMENT -> value == 0;
          case CRC -> at == 1;
          case DONE -> false;
        };
    if (complete) {
      read = 0;
      do {
        part = PARTS[++place];
      } while (!isThere(part));
    }
  }

  private boolean isThere(Part each) {
    return switch (each) {
      case EXTRA_LENGTH -> (flags & FLAG_EXTRA) != 0;
      case EXTRA -> extra > 0;
      case NAME -> (flags & FLAG_NAME) != 0;
      case COMMENT -> (flags & FLAG_COMMENT) != 0;
      case CRC -> (flags & FLAG_CRC) != 0;
      case FIXED, DONE -> true;
    };
  }

  private boolean length(int at, int value) {
    extra |= value << (8 * at);
    return at == 1;
  }

  private boolean fixed(int at, int value) throws Unreadable {
    boolean odd =
        switch (at) {
          case 0 -> value != 0x1f;
          case 1 -> value != 0x8b;
          case 2 -> value != 8;
          case 3 -> (value & RESERVED) != 0;
          default -> false;
        };
    if (odd) {
      throw new Unreadable("it is called gzip and is not");
    }
    flags = at == 3 ? value : flags;
    return read == HEAD;
  }

  /** Takes note of decoded data. */
  void data(byte[] bytes, int length) {
    crc.update(bytes, 0, length);
    size += length;
  }

  /** Reads on behind the data; whether the member is complete. */
  boolean tail(ByteBuffer in) throws Unreadable {
    while (read < TAIL && in.hasRemaining()) {
      tail |= (in.get() & 0xffL) << (8 * read++);
    }
    if (read < TAIL) {
      return false;
    }
    if ((tail & 0xffff_ffffL) != crc.getValue() || tail >>> 32 != (size & 0xffff_ffffL)) {
      throw new Unreadable("its gzip checksum does not fit");
    }
    return true;
  }
}
