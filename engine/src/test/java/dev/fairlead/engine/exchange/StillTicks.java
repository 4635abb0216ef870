package dev.fairlead.engine.exchange;

import java.time.Duration;

/**
 * Time that passes only when a test says so. It begins on Sunday, 6 November 1994, 08:49:37 GMT.
 */
final class StillTicks implements Ticks {
  private long nanos = 1_000_000_000L;

  void pass(Duration time) {
    nanos += time.toNanos();
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public long millis() {
    return 784_111_777_000L;
  }
}
