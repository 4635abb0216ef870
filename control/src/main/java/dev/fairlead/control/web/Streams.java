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

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final Duration patience;
  private final Duration heartbeat;
  private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("streams").daemon().factory());

  public Streams() {
    this(PATIENCE, HEARTBEAT);
  }

  /**
   * @param patience how long a client may take no byte
   * @param heartbeat after how much silence a stream says that it is still there
   */
  Streams(Duration patience, Duration heartbeat) {
    this.patience = patience;
    this.heartbeat = heartbeat;
    watch.scheduleWithFixedDelay(this::look, 500, 500, TimeUnit.MILLISECONDS);
  }

  /**
   * Answers with events until the client leaves; returns when it has.
   *
   * @param source writes what there is, again and again
   */
  public void serve(Context context, EventStream.Source source) {
    EventStream stream = new EventStream(context.exchange(), heartbeat);
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
