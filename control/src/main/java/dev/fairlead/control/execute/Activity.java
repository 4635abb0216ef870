package dev.fairlead.control.execute;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What a process has printed and for how long it has been silent; back-pressure is no silence. */
final class Activity {
  private final AtomicLong stdout = new AtomicLong();
  private final AtomicLong stderr = new AtomicLong();
  private final AtomicLong total = new AtomicLong();
  private final AtomicInteger delivering = new AtomicInteger();
  private final long most;
  private volatile long last = System.nanoTime();

  /** Counts up to that many bytes of both streams together. */
  Activity(long most) {
    this.most = most;
  }

  /** Counts what was printed; returns how much of it is within the limit. */
  int arrived(Stream stream, int count) {
    delivering.incrementAndGet();
    last = System.nanoTime();
    counter(stream).addAndGet(count);
    return Math.clamp(most - total.getAndAdd(count), 0, count);
  }

  /** What was printed has been handed on, or dropped. */
  void delivered() {
    last = System.nanoTime();
    delivering.decrementAndGet();
  }

  /** For how long nothing was printed, in nanoseconds; 0 while output waits for the client. */
  long silence(long now) {
    return delivering.get() > 0 ? 0 : Math.max(0, now - last);
  }

  long bytes(Stream stream) {
    return counter(stream).get();
  }

  private AtomicLong counter(Stream stream) {
    return stream == Stream.STDOUT ? stdout : stderr;
  }
}
