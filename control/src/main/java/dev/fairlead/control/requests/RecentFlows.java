package dev.fairlead.control.requests;

import dev.fairlead.control.ring.Cursor;
import dev.fairlead.control.ring.Ring;
import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.flow.FlowListener;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The records of the most recent exchanges, within a budget of memory. Event loops hand them in; it
 * costs them a few atomic operations and no allocation.
 */
public final class RecentFlows implements FlowListener {
  private static final int TYPICAL = 1024;
  private static final int FIXED = 900;
  private static final int ATTEMPT = 200;

  private final Ring<Flow> ring;
  private final Cursor cursor;
  private final Asked asked = new Asked();

  /**
   * @param budget bytes of memory
   * @param process differs each time the program starts
   */
  public RecentFlows(long budget, String process) {
    this.ring = new Ring<>(budget, TYPICAL, RecentFlows::weigh);
    this.cursor = new Cursor(process);
  }

  @Override
  public void ended(Flow flow) {
    ring.add(flow);
  }

  /** About what a record holds in memory: its own fields, and text of the client's choosing. */
  private static int weigh(Flow flow) {
    int identity = flow.identity == null ? 0 : flow.identity.length();
    int text = flow.path.length() + flow.authority.length() + flow.method.length() + identity;
    int notes = flow.notes == null ? 0 : flow.notes.stream().mapToInt(String::length).sum();
    return FIXED + ATTEMPT * flow.attempts + text + notes;
  }

  /** Says which filters requests meet from now on, in their order. */
  public void inForce(List<String> filters) {
    asked.inForce(System.nanoTime(), filters);
  }

  FlowDetail detail(Flow flow) {
    return FlowDetail.of(flow, asked.by(flow));
  }

  Ring<Flow> ring() {
    return ring;
  }

  Cursor cursor() {
    return cursor;
  }

  /** Bytes that the records hold, about. */
  public long bytes() {
    return ring.bytes();
  }

  /** The record with that identity. */
  Optional<Flow> find(UUID id) {
    long millis = id.getMostSignificantBits() >>> 16;
    String text = id.toString();
    for (long number = ring.next() - 1; number >= ring.oldest(); number--) {
      Flow flow = ring.get(number);
      if (flow != null && flow.startMillis == millis && flow.id().equals(text)) {
        return Optional.of(flow);
      }
    }
    return Optional.empty();
  }
}
