package dev.fairlead.engine.upstream.balance;

/** Numbers made of text that are the same on every machine and after every start. */
final class Mixing {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private Mixing() {}

  /** 64 bits of a text. */
  static long hash(CharSequence text) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return spread(hash);
  }

  /** Lets every bit depend on every other (SplitMix64's finaliser). */
  static long spread(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  /** The same as a fraction above 0 and below 1. */
  static double fraction(long bits) {
    return ((bits >>> 11) + 0.5) * 0x1.0p-53;
  }
}
