package dev.fairlead.filters.headers;

import dev.fairlead.engine.filter.Filter;
import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.filter.Observer;
import dev.fairlead.engine.filter.Verdict;
import dev.fairlead.engine.message.ResponseHead;
import java.time.InstantSource;
import java.util.List;

/**
 * Changes the fields of responses as {@code headers.response} says. Belongs right behind {@link
 * SecurityHeaders}: rules have the last word over those, and refusals of others obey them too.
 */
public final class ResponseHeaders implements Filter {
  private final HeaderRules rules;
  private final InstantSource clock;

  public ResponseHeaders(HeaderRules rules, InstantSource clock) {
    this.rules = rules;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "response_headers";
  }

  @Override
  public Verdict request(FilterContext exchange) {
    List<HeaderRule> matching = rules.concern(exchange) ? rules.matching(exchange) : List.of();
    if (!matching.isEmpty()) {
      exchange.observe(
          new Observer() {
            @Override
            public void response(ResponseHead head) {
              HeaderRules.apply(matching, head.headers(), exchange, clock);
            }
          });
    }
    return Verdict.CONTINUE;
  }
}
