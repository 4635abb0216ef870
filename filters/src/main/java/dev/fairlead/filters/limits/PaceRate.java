package dev.fairlead.filters.limits;

/**
 * Bytes in a second, and in which portions.
 *
 * @param gcra whose burst is a tenth of a second's worth, so that a late timer loses nothing
 * @param slice bytes of a portion: a fiftieth of a second's worth, so that the flow is smooth
 */
record PaceRate(Gcra gcra, int slice) {
  private static final long SECOND = 1_000_000_000;
  private static final long LARGEST = 1L << 36;
  private static final long SMALLEST_SLICE = 64;
  private static final long LARGEST_SLICE = 1 << 16;

  static PaceRate of(long bytesPerSecond) {
    long rate = Math.min(bytesPerSecond, LARGEST);
    long slice = Math.clamp(rate / 50, SMALLEST_SLICE, LARGEST_SLICE);
    return new PaceRate(new Gcra(rate, SECOND, Math.max(rate / 10, slice)), (int) slice);
  }
}
