package dev.fairlead.engine.upstream.balance;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Leaves a group alone once too many attempts failed: requests are refused at once for a pause,
 * then one may try, and its outcome decides. Thread-safe, without locks.
 */
final class Breaker {
  private final GroupPolicy.Breaking policy;
  private final Window attempts;
  private final Window failures;
  private final AtomicBoolean trying = new AtomicBoolean();
  private volatile boolean open;
  private volatile long until;

  /** What a request may do. */
  enum Leave {
    GO,
    /** Go, and say how it went. */
    TRY,
    STOP
  }

  Breaker(GroupPolicy.Breaking policy) {
    this.policy = policy;
    long seconds = Math.max(1, policy.window().toSeconds());
    this.attempts = new Window(seconds);
    this.failures = new Window(seconds);
  }

  Leave ask(long now) {
    if (!open) {
      return Leave.GO;
    }
    return now - until >= 0 && trying.compareAndSet(false, true) ? Leave.TRY : Leave.STOP;
  }

  /** An attempt has ended; {@code trial} if it was the one that tried. */
  void ended(boolean good, boolean trial, long now) {
    if (trial) {
      attempts.clear();
      failures.clear();
      open = !good;
      until = now + policy.pause().toNanos();
      trying.set(false);
    } else if (!open) {
      attempts.add(now);
      if (!good) {
        failures.add(now);
        openIfBad(now);
      }
    }
  }

  private void openIfBad(long now) {
    long all = attempts.count(now);
    if (all >= policy.minimum() && failures.count(now) * 100 >= all * policy.percent()) {
      until = now + policy.pause().toNanos();
      open = true;
    }
  }

  /** The one that tried has ended without telling. */
  void untried() {
    trying.set(false);
  }

  /** {@code closed}, {@code open} or {@code half_open}. */
  String state(long now) {
    if (!open) {
      return "closed";
    }
    return now - until >= 0 ? "half_open" : "open";
  }
}
