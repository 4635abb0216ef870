package dev.fairlead.filters.limits;

import java.time.Duration;

/*
 * The generic cell rate algorithm. All that is kept of a key is one number: the theoretical arrival
 * time (TAT), the moment at which everything taken so far will be paid back. A unit costs an
 * interval of time; whoever is no more than the capacity ahead of the clock may take it.
 *
 *      now                      TAT            now + capacity
 *   ----|------------------------|---------------------|-------->
 *       '--- taken, not yet -----'----- may be taken --'
 *            paid back                  at once
 *
 * A pure function of (TAT, now, cost), so that the same rule can be a script on a shared store: read
 * the TAT, compute, write it back if the credit is not negative. A TAT at or before now is that of a
 * key that was never seen; nothing is lost when it is forgotten.
 */

/**
 * A rate with a burst, as arithmetic on nanoseconds.
 *
 * @param amount units per {@code period}, at least 1
 * @param period nanoseconds
 * @param burst units that may be taken at once, at least 1
 */
record Gcra(long amount, long period, long burst) {
  static Gcra of(long amount, Duration period, long burst) {
    return new Gcra(amount, period.toNanos(), burst);
  }

  /** The time that units cost. */
  long cost(long units) {
    return units * period / amount;
  }

  /** How far ahead of the clock a key may be. */
  long capacity() {
    return cost(burst);
  }

  /**
   * The TAT after a cost is taken. A TAT further ahead than any key of this rate can be comes from
   * a rate that was changed, and counts as fully used.
   */
  long charged(long tat, long now, long cost) {
    return Math.max(Math.min(tat, now + capacity()), now) + cost;
  }

  /** The same without that bound, for those who queue: they may be as far ahead as they wait. */
  static long reserved(long tat, long now, long cost) {
    return Math.max(tat, now) + cost;
  }

  /** The time that may still be spent at once; negative is how long to wait first. */
  long credit(long tat, long now) {
    return now + capacity() - tat;
  }

  /** Whole units that a credit buys. */
  long units(long credit) {
    return credit <= 0 ? 0 : Math.min(burst, credit / cost(1));
  }
}
