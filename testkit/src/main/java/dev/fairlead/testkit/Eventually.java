package dev.fairlead.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition with a deadline, so that no test needs to guess how long to sleep. */
public final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long POLL_NANOS = 2_000_000;

  private Eventually() {}

  /** A check that may throw; a throw counts as "not yet" and is attached to the final failure. */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws Exception;
  }

  /** Returns once the condition holds; fails the test after ten seconds. */
  public static void until(Condition condition) {
    until("condition", PATIENCE, condition);
  }

  /** Like {@link #until(Condition)}, with the words for the failure message. */
  public static void until(String what, Condition condition) {
    until(what, PATIENCE, condition);
  }

  /** Returns once the condition holds; fails the test when {@code patience} has run out. */
  public static void until(String what, Duration patience, Condition condition) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      Throwable problem = null;
      try {
        if (condition.holds()) return;
      } catch (Exception | AssertionError notYet) {
        problem = notYet;
      }
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + patience.toMillis() + " ms: " + what, problem);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
