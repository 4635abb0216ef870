package dev.fairlead.app.plugin;

import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.flow.LogSink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands records over to one sink on a thread of its own; what it cannot take in time is lost. */
final class Feed {
  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
  private static final int WAITING = 4096;
  private static final int BATCH = 256;
  private static final long PAUSE_MS = 100;
  private static final long QUIET = TimeUnit.MINUTES.toNanos(1);

  private final String name;
  private final LogSink sink;
  private final LongAdder lost;
  private final ArrayBlockingQueue<Flow> waiting = new ArrayBlockingQueue<>(WAITING);
  private final Thread thread;
  private volatile boolean closed;

  // Its thread only.
  private long told;
  private long nextTelling = System.nanoTime();

  /**
   * Opens the sink.
   *
   * @param lost where records are counted that it does not get
   */
  Feed(String name, LogSink sink, LongAdder lost) throws IOException {
    this.name = name;
    this.sink = sink;
    this.lost = lost;
    this.told = lost.sum();
    try {
      sink.open();
    } catch (IOException | RuntimeException | LinkageError e) {
      throw new PluginProblem("sinks", name + " cannot begin: " + e.getMessage(), "Correct that.");
    }
    this.thread = Thread.ofPlatform().name("sink-" + name).daemon().start(this::run);
  }

  /** Never waits. */
  void offer(Flow flow) {
    if (!waiting.offer(flow)) {
      lost.increment();
    }
  }

  private void run() {
    List<Flow> batch = new ArrayList<>(BATCH);
    try {
      while (fill(batch)) {
        write(List.copyOf(batch));
        batch.clear();
      }
    } catch (InterruptedException _) {
      lost.add(waiting.size());
    }
    try {
      sink.close();
    } catch (IOException | RuntimeException | LinkageError e) {
      LOG.warn("the log sink {} could not be closed", name, e);
    }
  }

  /** False once it is closed and everything has been handed over. */
  private boolean fill(List<Flow> batch) throws InterruptedException {
    Flow first = null;
    while (first == null) {
      first = waiting.poll(PAUSE_MS, TimeUnit.MILLISECONDS);
      tell(null);
      if (first == null && closed) {
        return false;
      }
    }
    batch.add(first);
    waiting.drainTo(batch, BATCH - 1);
    return true;
  }

  private void write(List<Flow> batch) {
    try {
      sink.write(batch);
    } catch (IOException | RuntimeException | LinkageError e) {
      lost.add(batch.size());
      tell(e);
    }
  }

  private void tell(@Nullable Throwable why) {
    long all = lost.sum();
    if (all == told || System.nanoTime() - nextTelling < 0) {
      return;
    }
    LOG.warn("{} records were lost to the log sink {}", all - told, name, why);
    told = all;
    nextTelling = System.nanoTime() + QUIET;
  }

  /** Hands over what waits, as far as the sink takes it within two seconds. */
  void close() {
    closed = true;
    try {
      if (!thread.join(Duration.ofSeconds(2))) {
        thread.interrupt();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
