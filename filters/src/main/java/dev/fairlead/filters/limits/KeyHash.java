package dev.fairlead.filters.limits;

import java.security.SecureRandom;

/**
 * SipHash-2-4 under a secret that no other process has. What is counted is known by this number
 * alone, so that a credential is never kept, and nobody can choose keys that collide. Parts are
 * chained, each under the number of those before it. Thread-safe.
 */
final class KeyHash {
  private final long k0;
  private final long k1;

  KeyHash(long k0, long k1) {
    this.k0 = k0;
    this.k1 = k1;
  }

  static KeyHash random() {
    SecureRandom random = new SecureRandom();
    return new KeyHash(random.nextLong(), random.nextLong());
  }

  /** The number of a text behind other parts; 0 stands for no part. */
  long text(long before, CharSequence text) {
    return text(before, text, 0, text.length());
  }

  /** The number of a piece of a text behind other parts. */
  long text(long before, CharSequence text, int from, int to) {
    State state = new State(k0 ^ before, k1);
    // The last word has at most three characters, so the length has room behind them.
    for (int i = from; i <= to; i += 4) {
      state.take(
          i + 4 > to ? word(text, i, to) | ((long) (to - from) << 48) : word(text, i, i + 4));
    }
    return state.end();
  }

  private static long word(CharSequence text, int from, int to) {
    long word = 0;
    for (int i = from; i < to; i++) {
      word |= (long) text.charAt(i) << (16 * (i - from));
    }
    return word;
  }

  /** Lives as long as one call, so that the compiler can keep it in registers. */
  private static final class State {
    private long v0;
    private long v1;
    private long v2;
    private long v3;

    private State(long k0, long k1) {
      v0 = k0 ^ 0x736f6d6570736575L;
      v1 = k1 ^ 0x646f72616e646f6dL;
      v2 = k0 ^ 0x6c7967656e657261L;
      v3 = k1 ^ 0x7465646279746573L;
    }

    private void take(long word) {
      v3 ^= word;
      round();
      round();
      v0 ^= word;
    }

    private long end() {
      v2 ^= 0xff;
      round();
      round();
      round();
      round();
      return v0 ^ v1 ^ v2 ^ v3;
    }

    private void round() {
      v0 += v1;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v3;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 += v3;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v2 = Long.rotateLeft(v2, 32);
    }
  }
}
