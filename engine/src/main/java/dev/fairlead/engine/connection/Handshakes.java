package dev.fairlead.engine.connection;

import java.util.concurrent.atomic.LongAdder;

/** Counts TLS handshakes with clients. Thread-safe. */
public final class Handshakes {
  private final LongAdder completed = new LongAdder();
  private final LongAdder failed = new LongAdder();

  void complete() {
    completed.increment();
  }

  void fail() {
    failed.increment();
  }

  public long completed() {
    return completed.sum();
  }

  public long failed() {
    return failed.sum();
  }
}
