package dev.fairlead.engine.exchange;

import dev.fairlead.engine.filter.Filter;
import dev.fairlead.engine.flow.FlowListener;
import java.util.List;

/**
 * The immutable rules that an exchange takes with it when it begins; a reload makes a new one.
 *
 * @param filters in the order in which they are asked
 * @param hops what is changed in every head that passes
 * @param replay what may be kept of request bodies; carried over from policy to policy
 */
public record Policy(
    List<Filter> filters,
    Router router,
    Hops hops,
    Replies replies,
    Timeouts timeouts,
    ReplayBudget replay,
    List<FlowListener> listeners) {
  public Policy {
    filters = List.copyOf(filters);
    listeners = List.copyOf(listeners);
  }
}
