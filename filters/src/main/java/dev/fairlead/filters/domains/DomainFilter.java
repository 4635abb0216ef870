package dev.fairlead.filters.domains;

import dev.fairlead.engine.filter.Filter;
import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.filter.Verdict;
import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.message.Route;
import org.jspecify.annotations.Nullable;

/** Refuses hosts of the forward door and of tunnels that {@link DomainRules} object to. */
public final class DomainFilter implements Filter {
  private final DomainRules rules;

  public DomainFilter(DomainRules rules) {
    this.rules = rules;
  }

  @Override
  public String name() {
    return "domains";
  }

  @Override
  public Verdict request(FilterContext exchange) {
    Host host = destination(exchange);
    Failure refusal = host == null ? null : rules.refusal(host);
    return refusal == null ? Verdict.CONTINUE : new Verdict.Refuse(refusal);
  }

  @Override
  public String remark(FilterContext exchange) {
    Host host = destination(exchange);
    return host == null ? "" : rules.permission(host);
  }

  /** The host that the client chose; backends are the operator's choice. */
  private static @Nullable Host destination(FilterContext exchange) {
    Route route = exchange.route();
    boolean chosen = route.door() == Door.FORWARD || route.door() == Door.TUNNEL;
    Authority authority = exchange.request().authority();
    return chosen && route instanceof Route.Forward && authority != null ? authority.host() : null;
  }
}
