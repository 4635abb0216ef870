package dev.fairlead.engine.upstream.balance;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/*
 * Peak EWMA, as Finagle has it: a sample above the average replaces it at once, one below pulls it
 * down slowly, and without samples it fades, so that a target once slow gets another chance. The
 * average (a float, in microseconds) and the time of its last change (milliseconds, 32 bits) share
 * one word, so that one compare-and-set changes both.
 */

/** How long a target takes to answer, with a memory of about ten seconds. Thread-safe. */
final class Latency {
  private static final float MEMORY_MS = 10_000;

  private final AtomicLong word = new AtomicLong();

  /** Takes a sample in. */
  void observe(long nanos, long now) {
    float sample = nanos / 1000f;
    long before = word.get();
    while (!word.compareAndSet(before, word(mixed(before, sample, millis(now)), millis(now)))) {
      before = word.get();
    }
  }

  /** Microseconds, 0 if nothing is known (any more). */
  float micros(long now) {
    long known = word.get();
    return average(known) * fading(known, millis(now));
  }

  private static float mixed(long before, float sample, int now) {
    float average = average(before);
    float kept = fading(before, now);
    return sample > average * kept ? sample : average * kept + sample * (1 - kept);
  }

  private static float fading(long known, int now) {
    int age = now - (int) known;
    return age <= 0 ? 1 : (float) Math.exp(-age / MEMORY_MS);
  }

  private static float average(long word) {
    return Float.intBitsToFloat((int) (word >>> 32));
  }

  private static long word(float average, int millis) {
    return ((long) Float.floatToRawIntBits(average) << 32) | (millis & 0xffff_ffffL);
  }

  private static int millis(long nanos) {
    return (int) TimeUnit.NANOSECONDS.toMillis(nanos);
  }
}
