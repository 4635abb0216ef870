package dev.fairlead.app.plugin;

import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.flow.FlowListener;
import dev.fairlead.engine.flow.LogSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;

/**
 * Gives finished exchanges to the log sinks that are in force when they finish, whichever were when
 * they began. Thread-safe.
 */
@SuppressWarnings("ReferenceEquality") // The very same are in force, or they are not.
public final class Sinks implements FlowListener, AutoCloseable {
  private final Map<String, LongAdder> lost = new ConcurrentHashMap<>();
  private volatile Open current = new Open(Library.EMPTY, List.of());

  /**
   * Sinks that are ready to be put into force by {@link #use}.
   *
   * @param library which they are from
   */
  public record Open(Library library, List<Feed> feeds) {}

  @Override
  public void ended(Flow flow) {
    List<Feed> feeds = current.feeds;
    for (int i = 0; i < feeds.size(); i++) {
      feeds.get(i).offer(flow);
    }
  }

  /** Begins with other sinks; those in force stay as they are. */
  public Open open(Library library) throws IOException {
    if (library == current.library) {
      return current;
    }
    List<Feed> feeds = new ArrayList<>();
    try {
      for (Map.Entry<String, LogSink> each : library.sinks().entrySet()) {
        LongAdder count = lost.computeIfAbsent(each.getKey(), _ -> new LongAdder());
        feeds.add(new Feed(each.getKey(), each.getValue(), count));
      }
    } catch (IOException e) {
      feeds.forEach(Feed::close);
      throw e;
    }
    return new Open(library, List.copyOf(feeds));
  }

  /** They are in force from now on; those before are given what waits for them, and closed. */
  public void use(Open next) {
    Open before = current;
    current = next;
    discard(before);
  }

  /** They are not wanted after all; no harm is done to those in force. */
  public void discard(Open unwanted) {
    if (unwanted != current) {
      unwanted.feeds.forEach(Feed::close);
    }
  }

  /** Says for each sink how many records it did not get. */
  public void lost(ObjLongConsumer<String> count) {
    lost.forEach((name, number) -> count.accept(name, number.sum()));
  }

  @Override
  public void close() {
    use(new Open(Library.EMPTY, List.of()));
  }
}
