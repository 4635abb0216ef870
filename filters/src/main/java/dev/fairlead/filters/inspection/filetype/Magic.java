package dev.fairlead.filters.inspection.filetype;

import java.util.HexFormat;

/** Bytes that stand at a certain place of every file of a type. */
final class Magic {
  private final int offset;
  private final byte[] bytes;

  private Magic(int offset, byte[] bytes) {
    this.offset = offset;
    this.bytes = bytes;
  }

  /** Hexadecimal digits, behind {@code offset@} where they do not stand at the start. */
  static Magic of(String written) {
    int at = written.indexOf('@');
    int offset = at < 0 ? 0 : Integer.parseInt(written, 0, at, 10);
    return new Magic(offset, HexFormat.of().parseHex(written.substring(at + 1)));
  }

  boolean matches(byte[] file, int length) {
    if (length < offset + bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if (file[offset + i] != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
