package dev.fairlead.engine.upstream.balance;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What is known of one target. Shared by all loops and carried over reloads, so that neither a busy
 * nor an ejected target looks new after one. Thread-safe, without locks.
 */
final class Vitals {
  final AtomicInteger active = new AtomicInteger();
  final Latency latency = new Latency();
  final Ejection ejection = new Ejection();
  final LongAdder requests = new LongAdder();
  final LongAdder failures = new LongAdder();
  final LongAdder retries = new LongAdder();

  /** Whether a person wants it to get nothing new. */
  volatile boolean drained;

  /** What health checks say. */
  volatile Health health = Health.UNKNOWN;

  /** When its slow start began; long ago for one that was there from the start. */
  volatile long youngSince;

  Vitals(long youngSince) {
    this.youngSince = youngSince;
  }
}
