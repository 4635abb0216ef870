package dev.fairlead.filters.limits;

import dev.fairlead.engine.filter.Filter;
import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.filter.Observer;
import dev.fairlead.engine.filter.Verdict;
import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Failure;
import java.util.concurrent.atomic.AtomicInteger;

/** Holds the number of open tunnels to a limit ({@code server.limits.tunnels}). */
public final class TunnelLimit implements Filter {
  private final int limit;
  private final AtomicInteger open;
  private final Observer leaving =
      new Observer() {
        @Override
        public void ended(Flow flow) {
          open.decrementAndGet();
        }
      };

  /**
   * @param open how many there are; shared with the limits of earlier and later configurations
   */
  public TunnelLimit(int limit, AtomicInteger open) {
    this.limit = limit;
    this.open = open;
  }

  @Override
  public String name() {
    return "tunnels";
  }

  @Override
  public Verdict request(FilterContext exchange) {
    if (exchange.route().door() != Door.TUNNEL) {
      return Verdict.CONTINUE;
    }
    if (open.incrementAndGet() > limit) {
      open.decrementAndGet();
      return new Verdict.Refuse(
          new Failure(
              Failure.Kind.OVERLOADED,
              "there are " + limit + " tunnels already, as server.limits.tunnels allows"));
    }
    exchange.observe(leaving);
    return Verdict.CONTINUE;
  }
}
