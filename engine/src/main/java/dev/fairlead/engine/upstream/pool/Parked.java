package dev.fairlead.engine.upstream.pool;

import dev.fairlead.engine.upstream.http1.Http1Upstream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one target that wait for their next exchange. The one that served last serves
 * next, so that those which are too many grow old. Event loop only.
 */
final class Parked {
  private final ArrayDeque<Http1Upstream> connections = new ArrayDeque<>();

  int size() {
    return connections.size();
  }

  boolean isEmpty() {
    return connections.isEmpty();
  }

  void add(Http1Upstream connection) {
    connection.park();
    connections.add(connection);
  }

  void remove(Http1Upstream connection) {
    connections.remove(connection);
  }

  @Nullable Http1Upstream take() {
    Http1Upstream last = connections.pollLast();
    while (last != null && !last.isOpen()) {
      last = connections.pollLast();
    }
    return last;
  }

  /** Closes the one that has been here longest; false if there is none. */
  boolean closeOldest() {
    Http1Upstream oldest = connections.poll();
    if (oldest != null) {
      oldest.close();
    }
    return oldest != null;
  }

  void closeAll() {
    List.copyOf(connections).forEach(Http1Upstream::close);
  }

  /** Closes those that were here for too long, and lets the others know the time. */
  void closeStale(long now, Duration most) {
    while (!connections.isEmpty() && connections.element().idleFor(now) > most.toNanos()) {
      closeOldest();
    }
    connections.forEach(connection -> connection.idleFor(now));
  }
}
