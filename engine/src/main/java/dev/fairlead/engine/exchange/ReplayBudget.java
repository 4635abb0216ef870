package dev.fairlead.engine.exchange;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes of request bodies that all exchanges together may keep for another attempt. */
public final class ReplayBudget {
  private final long limit;
  private final AtomicLong used = new AtomicLong();

  /**
   * @param limit bytes
   */
  public ReplayBudget(long limit) {
    this.limit = limit;
  }

  boolean take(long bytes) {
    if (used.addAndGet(bytes) <= limit) {
      return true;
    }
    used.addAndGet(-bytes);
    return false;
  }

  void giveBack(long bytes) {
    used.addAndGet(-bytes);
  }

  /** Bytes kept now. */
  public long used() {
    return used.get();
  }
}
