package dev.fairlead.app.log;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Access lines that could not be kept, over all reloads: counted for metrics, and told to the
 * operator once a minute at most. Thread-safe.
 */
public final class Losses {
  private static final Logger LOG = LoggerFactory.getLogger(Losses.class);
  private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);

  private final LongSupplier nanos;
  private final AtomicLong lines = new AtomicLong();

  // Guarded by this.
  private long told;
  private long next;

  public Losses() {
    this(System::nanoTime);
  }

  /**
   * @param nanos the time, in nanoseconds from anywhere
   */
  Losses(LongSupplier nanos) {
    this.nanos = nanos;
    this.next = nanos.getAsLong();
  }

  void add(long more) {
    lines.addAndGet(more);
  }

  /** Lines lost since the process began. */
  public long lines() {
    return lines.get();
  }

  /** Says how many were lost since it last said so, unless that was less than a minute ago. */
  synchronized void tell() {
    long all = lines.get();
    if (all == told || nanos.getAsLong() - next < 0) {
      return;
    }
    LOG.warn(
        "{} lines of the access log were lost: its file cannot be written to, or is slower than the"
            + " traffic; look for space on its disk",
        all - told);
    told = all;
    next = nanos.getAsLong() + PAUSE;
  }
}
