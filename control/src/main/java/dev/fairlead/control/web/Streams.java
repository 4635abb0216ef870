package dev.fairlead.control.web;

import io.avaje.jex.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/*
 * There is no queue between the one who produces events and the one who reads them: each stream
 * follows its ring at its own pace, on a virtual thread of its own. Who falls behind what the ring
 * holds is told how much was missed; who takes nothing at all for a while is cut.
 */

/** The streams of events that are open. Thread-safe. */
public final class Streams implements AutoCloseable {
  private static final int MOST = 64;

  private final Duration patience;
  private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("streams").daemon().factory());

  /**
   * @param patience how long a client may take no byte
   */
  public Streams(Duration patience) {
    this.patience = patience;
    watch.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  /**
   * Answers with events until the client leaves; returns when it has.
   *
   * @param source writes what there is, again and again
   */
  public void serve(Context context, EventStream.Source source) {
    EventStream stream = new EventStream(context.exchange());
    open.add(stream);
    try {
      if (open.size() > MOST) {
        throw new Refused(
            503, null, "there are " + MOST + " streams already", "Close one, or poll instead.");
      }
      stream.run(source);
    } catch (IOException | InterruptedException _) {
      // The client left, or was cut, or we stop.
    } finally {
      open.remove(stream);
    }
  }

  private void look() {
    long latest = System.nanoTime() - patience.toNanos();
    open.forEach(stream -> stream.cutIfStuckSince(latest));
  }

  /** How many are open. */
  public int size() {
    return open.size();
  }

  @Override
  public void close() {
    watch.shutdownNow();
    open.forEach(EventStream::cut);
  }
}
