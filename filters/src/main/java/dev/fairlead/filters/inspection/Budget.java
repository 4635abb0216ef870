package dev.fairlead.filters.inspection;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes that all bodies together may be held back with. Thread-safe. */
public final class Budget {
  private final AtomicLong left;

  /**
   * @param bytes in total
   */
  public Budget(long bytes) {
    this.left = new AtomicLong(bytes);
  }

  boolean take(long bytes) {
    if (left.addAndGet(-bytes) >= 0) {
      return true;
    }
    left.addAndGet(bytes);
    return false;
  }

  void giveBack(long bytes) {
    left.addAndGet(bytes);
  }

  /** Bytes that can still be taken. */
  long left() {
    return left.get();
  }
}
