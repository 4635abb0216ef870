package dev.fairlead.control.requests;

import dev.fairlead.engine.flow.Flow;
import java.util.ArrayList;
import java.util.List;

/**
 * Which filters an exchange met: those that were in force when it began. Records do not carry their
 * names, so that nobody pays for them but who asks. Thread-safe.
 */
final class Asked {
  private static final int KEPT = 16;

  /** Filters that are in force from some time on. */
  private record Since(long nanos, List<String> names) {}

  private volatile List<Since> history = List.of();

  synchronized void inForce(long nanos, List<String> names) {
    List<Since> next = new ArrayList<>(history);
    next.addFirst(new Since(nanos, List.copyOf(names)));
    history = List.copyOf(next.subList(0, Math.min(KEPT, next.size())));
  }

  List<String> by(Flow flow) {
    return history.stream()
        .filter(since -> since.nanos - flow.startNanos <= 0)
        .findFirst()
        .map(Since::names)
        .orElse(List.of());
  }
}
