package dev.fairlead.engine.http1;

import io.netty.buffer.ByteBuf;

/*
 * Nearly all bytes of a head are visible characters and spaces; what structures it, and what must
 * not be in it, are control bytes. So one search finds line ends and hostile bytes alike, eight
 * bytes at a time. In each byte of a word, subtracting 0x20 borrows from the top bit exactly when
 * the byte was below 0x20 and had its top bit clear; a borrow can only mislead about bytes above
 * the lowest hit, and the lowest hit is all that is asked for. DEL is found the same way as zero
 * after an exclusive or.
 */

/** Finds control bytes: 0x00..0x1f and 0x7f. */
final class ControlBytes {
  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;
  private static final long SPACES = ONES * 0x20;
  private static final long DELETES = ONES * 0x7f;

  private ControlBytes() {}

  /** The index of the first control byte at or after {@code from}, or {@code to}. */
  static int find(ByteBuf in, int from, int to) {
    int at = from;
    for (; at <= to - 8; at += 8) {
      long word = in.getLongLE(at);
      long deletes = word ^ DELETES;
      long hits = (((word - SPACES) & ~word) | ((deletes - ONES) & ~deletes)) & TOPS;
      if (hits != 0) {
        return at + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
    }
    while (at < to && !isControl(in.getByte(at))) {
      at++;
    }
    return at;
  }

  static boolean isControl(byte b) {
    return (b >= 0 && b < 0x20) || b == 0x7f;
  }
}
