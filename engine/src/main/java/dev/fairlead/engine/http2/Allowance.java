package dev.fairlead.engine.http2;

import java.util.function.LongSupplier;

/**
 * A token bucket for things a peer may do for nothing only so often. It fills up with time and with
 * work that explains the cost.
 */
final class Allowance {
  private final int capacity;
  private final double perNano;
  private final LongSupplier clock;
  private double left;
  private long filled;

  /**
   * @param capacity how much may be spent at once, and again within {@code periodNanos}
   * @param clock nanoseconds, as {@link System#nanoTime}
   */
  Allowance(int capacity, long periodNanos, LongSupplier clock) {
    this.capacity = capacity;
    this.perNano = capacity / (double) periodNanos;
    this.clock = clock;
    this.left = capacity;
    this.filled = clock.getAsLong();
  }

  /** Takes so much and says whether it was there. */
  boolean spend(int amount) {
    if (left < amount) {
      long now = clock.getAsLong();
      left = Math.min(capacity, left + (now - filled) * perNano);
      filled = now;
    }
    left -= amount;
    return left >= 0;
  }

  /** Gives so much back. */
  void earn(int amount) {
    left = Math.min(capacity, left + amount);
  }
}
