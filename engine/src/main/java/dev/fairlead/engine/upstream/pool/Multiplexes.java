package dev.fairlead.engine.upstream.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The HTTP/2 connections of one target. Event loop only. */
final class Multiplexes {
  private final List<Multiplex> connections = new ArrayList<>(1);

  boolean isEmpty() {
    return connections.isEmpty();
  }

  void add(Multiplex connection) {
    connections.add(connection);
  }

  void remove(Multiplex connection) {
    connections.remove(connection);
  }

  /** One that takes a further stream, if there is one. */
  @Nullable Multiplex available() {
    for (Multiplex connection : connections) {
      if (connection.available()) {
        return connection;
      }
    }
    return null;
  }

  /** One without a stream, if there is one. */
  @Nullable Multiplex quiet() {
    for (Multiplex connection : connections) {
      if (connection.streams() == 0) {
        return connection;
      }
    }
    return null;
  }

  /** How many are without a stream. */
  int quietOnes() {
    int count = 0;
    for (Multiplex connection : connections) {
      count += connection.streams() == 0 ? 1 : 0;
    }
    return count;
  }

  /** Takes no further streams on the one that has the fewest, unless one is ending already. */
  void retireOne() {
    Multiplex least = null;
    for (Multiplex connection : connections) {
      if (connection.isRetired()) {
        return;
      }
      if (least == null || connection.streams() < least.streams()) {
        least = connection;
      }
    }
    if (least != null) {
      least.retire();
    }
  }

  void retireAll() {
    List.copyOf(connections).forEach(Multiplex::retire);
  }

  void tick(long now, Duration idle) {
    List.copyOf(connections).forEach(each -> each.tick(now, idle));
  }
}
