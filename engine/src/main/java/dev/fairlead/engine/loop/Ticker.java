package dev.fairlead.engine.loop;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells everything on one event loop that time passes, ten times a second, instead of a timer for
 * each request: ten thousand connections cost a walk over an array, and a request costs nothing.
 * Event loop only.
 */
public final class Ticker {
  private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);
  private static final long PERIOD_MS = 100;

  private final EventLoop loop;
  private final List<Entry> entries = new ArrayList<>();
  private @Nullable ScheduledFuture<?> beat;

  public Ticker(EventLoop loop) {
    this.loop = loop;
  }

  /** Something that wants to know the time, until it is removed. */
  public static final class Entry {
    private final LongConsumer target;
    private int index;

    private Entry(LongConsumer target) {
      this.target = target;
    }
  }

  /** From now on the target is called with {@link System#nanoTime}. */
  public Entry add(LongConsumer target) {
    Entry entry = new Entry(target);
    entry.index = entries.size();
    entries.add(entry);
    if (beat == null) {
      beat = loop.scheduleAtFixedRate(this::tick, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    }
    return entry;
  }

  /** Harmless if it is not there any more. */
  public void remove(Entry entry) {
    if (entry.index >= 0) {
      Entry last = entries.removeLast();
      if (last != entry) {
        entries.set(entry.index, last);
        last.index = entry.index;
      }
      entry.index = -1;
    }
  }

  /** One that fails must not stop the time of all others. */
  private static void tell(Entry entry, long now) {
    try {
      entry.target.accept(now);
    } catch (RuntimeException e) {
      LOG.error("a connection could not be told the time", e);
    }
  }

  private void tick() {
    long now = System.nanoTime();
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (i < entries.size()) {
        tell(entries.get(i), now);
      }
    }
    if (entries.isEmpty() && beat != null) {
      beat.cancel(false);
      beat = null;
    }
  }
}
