package dev.fairlead.engine.upstream.pool;

import dev.fairlead.engine.exchange.Claim;
import dev.fairlead.engine.exchange.UpstreamEvents;
import dev.fairlead.engine.message.Failure;

/** An exchange in the line for a connection; only to be cancelled. Event loop only. */
final class Waiting implements Claim {
  private final Target target;
  private final UpstreamEvents events;
  private final long arrived = System.nanoTime();
  private long since;
  private boolean cancelled;

  Waiting(Target target, UpstreamEvents events) {
    this.target = target;
    this.events = events;
  }

  UpstreamEvents events() {
    return events;
  }

  /** When it came, by {@link System#nanoTime}. */
  long arrived() {
    return arrived;
  }

  void fail(Failure failure) {
    if (!cancelled) {
      events.upstreamFailed(failure, true);
    }
  }

  /**
   * Whether it has waited for too long.
   *
   * @param dialled whether a dial runs for it, whose time it is then
   */
  boolean isLate(long now, boolean dialled, long patience) {
    if (since == 0 || dialled) {
      since = now;
    }
    return now - since > patience;
  }

  @Override
  public void cancel() {
    cancelled = true;
    target.left(this);
  }
}
