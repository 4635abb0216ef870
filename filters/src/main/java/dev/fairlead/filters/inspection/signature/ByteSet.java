package dev.fairlead.filters.inspection.signature;

import java.util.BitSet;

/** A set of byte values. Not changed once it is in a {@link Node}. */
final class ByteSet {
  private static final int VALUES = 256;

  private final BitSet bits = new BitSet(VALUES);

  static ByteSet all() {
    return new ByteSet().range(0, VALUES - 1);
  }

  static ByteSet of(int value) {
    return new ByteSet().range(value, value);
  }

  /** Adds values, both ends included. */
  ByteSet range(int from, int to) {
    bits.set(from, to + 1);
    return this;
  }

  ByteSet add(ByteSet other) {
    bits.or(other.bits);
    return this;
  }

  ByteSet inverted() {
    ByteSet set = new ByteSet();
    set.bits.or(bits);
    set.bits.flip(0, VALUES);
    return set;
  }

  /** The same with both cases of each ASCII letter. */
  ByteSet bothCases() {
    ByteSet set = new ByteSet().add(this);
    for (int lower = 'a'; lower <= 'z'; lower++) {
      int upper = lower - 'a' + 'A';
      if (bits.get(lower) || bits.get(upper)) {
        set.bits.set(lower);
        set.bits.set(upper);
      }
    }
    return set;
  }

  boolean has(int value) {
    return bits.get(value);
  }
}
