package dev.fairlead.control.execute;

import java.time.Duration;

/**
 * How often and how long things are tried.
 *
 * @param beat silence after which the client is probed
 * @param grace between asking a group to end and ending it
 * @param tick between two looks at a running execution
 * @param linger for pipes that somebody holds open after everybody we know has ended
 * @param stuck for one write that the client does not take
 */
record Tempo(long beat, long grace, long tick, long linger, long stuck) {
  static final Tempo USUAL =
      new Tempo(millis(500), millis(2_000), millis(20), millis(500), millis(30_000));

  private static long millis(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
