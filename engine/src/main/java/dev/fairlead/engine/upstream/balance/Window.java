package dev.fairlead.engine.upstream.balance;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts what happened within the last seconds, in cells of one tenth of that time. A cell holds
 * the number of its period and its count in one word, so counting is one compare-and-set.
 * Thread-safe.
 */
final class Window {
  private static final int CELLS = 10;

  private final AtomicLongArray cells = new AtomicLongArray(CELLS);
  private final long cellNanos;

  /**
   * @param seconds at least 1
   */
  Window(long seconds) {
    this.cellNanos = TimeUnit.SECONDS.toNanos(seconds) / CELLS;
  }

  void add(long now) {
    int period = period(now);
    int cell = Math.floorMod(period, CELLS);
    long before = cells.get(cell);
    while (!cells.compareAndSet(cell, before, word(period, countOf(before, period) + 1))) {
      before = cells.get(cell);
    }
  }

  long count(long now) {
    int period = period(now);
    long sum = 0;
    for (int i = 0; i < CELLS; i++) {
      long word = cells.get(i);
      int age = period - (int) (word >> 32);
      sum += age >= 0 && age < CELLS ? (int) word : 0;
    }
    return sum;
  }

  void clear() {
    for (int i = 0; i < CELLS; i++) {
      cells.set(i, 0);
    }
  }

  private int period(long now) {
    return (int) Math.floorDiv(now, cellNanos);
  }

  private static int countOf(long word, int period) {
    return (int) (word >> 32) == period ? (int) word : 0;
  }

  private static long word(int period, int count) {
    return ((long) period << 32) | count;
  }
}
