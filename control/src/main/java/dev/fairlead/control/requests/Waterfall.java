package dev.fairlead.control.requests;

import dev.fairlead.control.requests.FlowDetail.Phase;
import dev.fairlead.control.web.Times;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lays phases one behind the other; an empty one is left out. */
final class Waterfall {
  private final List<Phase> phases = new ArrayList<>();
  private long at;

  /** A phase of that length. */
  void take(String name, @Nullable Integer attempt, long nanos) {
    if (nanos > 0) {
      phases.add(new Phase(name, attempt, Times.millis(at), Times.millis(nanos)));
      at += nanos;
    }
  }

  /** A phase that lasts until then. */
  void until(String name, @Nullable Integer attempt, long nanos) {
    take(name, attempt, nanos - at);
  }

  List<Phase> phases() {
    return List.copyOf(phases);
  }
}
