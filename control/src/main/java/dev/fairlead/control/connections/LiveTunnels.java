package dev.fairlead.control.connections;

import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.flow.FlowListener;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The tunnels that are open now, and a way to close each. Thread-safe. */
public final class LiveTunnels implements FlowListener {
  private final Map<Flow, Runnable> open = new ConcurrentHashMap<>();

  @Override
  public void tunnel(Flow flow, Runnable close) {
    open.put(flow, close);
  }

  @Override
  public void ended(Flow flow) {
    if (flow.tunnel) {
      open.remove(flow);
    }
  }

  /** The oldest first. */
  List<Flow> all() {
    return open.keySet().stream()
        .sorted(Comparator.comparingLong(flow -> flow.startMillis))
        .toList();
  }

  /** Closes a tunnel; false if none has that id. */
  boolean close(String id) {
    Optional<Runnable> close =
        open.entrySet().stream()
            .filter(entry -> entry.getKey().id().equals(id))
            .map(Map.Entry::getValue)
            .findFirst();
    close.ifPresent(Runnable::run);
    return close.isPresent();
  }
}
