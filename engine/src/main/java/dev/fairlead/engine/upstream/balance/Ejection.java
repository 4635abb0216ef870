package dev.fairlead.engine.upstream.balance;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/*
 *   in --(failures in a row)--> out --(time)--> half open --(one exchange goes well)--> in
 *                                ^                  |
 *                                '---(it fails)-----'     longer each time
 *
 * All loops read and change this at once. What can race is harmless: a count off by one, an
 * ejection a moment early. Only the one exchange that tries a half-open target is exact.
 */

/** Whether a target is out because of how it answered. Thread-safe, without locks. */
final class Ejection {
  private final AtomicInteger row = new AtomicInteger();
  private final AtomicBoolean trying = new AtomicBoolean();
  private volatile @Nullable Out out;

  /**
   * A time out.
   *
   * @param until in the nanoseconds of {@link Chance}
   * @param times how often in a row, 1 for the first
   */
  private record Out(long until, long length, int times, boolean over) {}

  /** Whether it may be given exchanges, as far as its answers say. */
  boolean isIn() {
    Out now = out;
    return now == null || now.over;
  }

  /** Whether one exchange may find out if it has recovered. */
  boolean isHalfOpen(long now, boolean idempotent) {
    Out since = out;
    if (since == null || since.over || trying.get()) {
      return false;
    }
    long late = now - since.until;
    // A request that cannot be repeated is put at risk only if no other comes for long.
    return late >= (idempotent ? 0 : since.length);
  }

  /** Takes the one place there is for trying a half-open target; false if somebody else has it. */
  boolean tries() {
    return trying.compareAndSet(false, true);
  }

  /** The exchange that tried has ended without telling. */
  void untried() {
    trying.set(false);
  }

  /** An answer was good. */
  void good() {
    if (row.get() != 0) {
      row.set(0);
    }
  }

  /** The exchange that tried went well: it is in again. */
  void recovered(long now) {
    Out since = out;
    row.set(0);
    if (since != null) {
      out = new Out(now, since.length, since.times, true);
    }
    trying.set(false);
  }

  /** One more failure; whether that is enough to take it out. */
  boolean bad(GroupPolicy.Outliers policy) {
    return row.incrementAndGet() >= policy.failures() && policy.failures() > 0;
  }

  /** Takes it out, for longer if that has happened not long ago. */
  void eject(GroupPolicy.Outliers policy, long now) {
    Out before = out;
    long longest = policy.longest().toNanos();
    boolean again = before != null && now - before.until < longest;
    int times = again && before != null ? before.times + 1 : 1;
    long length = Math.min(longest, policy.first().toNanos() * times);
    out = new Out(now + length, length, times, false);
    row.set(0);
    trying.set(false);
  }

  /** Nanoseconds until it may be tried; 0 if it is in or may be tried now. */
  long left(long now) {
    Out since = out;
    return since == null || since.over ? 0 : Math.max(0, since.until - now);
  }

  /** Forgets everything, because a person says so. */
  void pardon() {
    out = null;
    row.set(0);
    trying.set(false);
  }
}
