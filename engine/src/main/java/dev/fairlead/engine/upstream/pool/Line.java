package dev.fairlead.engine.upstream.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges of one target that wait for a connection, first come, first served. Lets the share
 * know since when the first one has. Event loop only.
 */
final class Line {
  private final ArrayDeque<Waiting> calls = new ArrayDeque<>();
  private final Share.Seat seat;

  Line(Share.Seat seat) {
    this.seat = seat;
  }

  int size() {
    return calls.size();
  }

  boolean isEmpty() {
    return calls.isEmpty();
  }

  void add(Waiting call) {
    calls.add(call);
    tell();
  }

  @Nullable Waiting poll() {
    Waiting first = calls.poll();
    tell();
    return first;
  }

  boolean remove(Waiting call) {
    boolean removed = calls.removeLastOccurrence(call);
    tell();
    return removed;
  }

  /** Takes out those who have waited for too long; the first {@code dials} wait for the network. */
  List<Waiting> late(long now, int dials, long patience) {
    List<Waiting> late = new ArrayList<>(0);
    int place = 0;
    for (Waiting call : calls) {
      if (call.isLate(now, place++ < dials, patience)) {
        late.add(call);
      }
    }
    if (!late.isEmpty()) {
      calls.removeAll(late);
      tell();
    }
    return late;
  }

  private void tell() {
    Waiting first = calls.peek();
    if (first == null) {
      seat.satisfied();
    } else {
      seat.waitingSince(first.arrived());
    }
  }
}
