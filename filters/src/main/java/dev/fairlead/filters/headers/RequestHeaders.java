package dev.fairlead.filters.headers;

import dev.fairlead.engine.filter.Filter;
import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.filter.Verdict;
import java.time.InstantSource;

/** Changes the fields of requests as {@code headers.request} says. */
public final class RequestHeaders implements Filter {
  private final HeaderRules rules;
  private final InstantSource clock;

  public RequestHeaders(HeaderRules rules, InstantSource clock) {
    this.rules = rules;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "request_headers";
  }

  @Override
  public Verdict request(FilterContext exchange) {
    if (rules.concern(exchange)) {
      HeaderRules.apply(rules.matching(exchange), exchange.request().headers(), exchange, clock);
    }
    return Verdict.CONTINUE;
  }
}
