package dev.fairlead.filters.headers;

import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Headers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The rules of one direction: those for all exchanges first, then those of the reverse rule that
 * takes the request.
 *
 * @param always for all
 * @param byRoute by the name of the reverse rule
 */
public record HeaderRules(List<HeaderRule> always, Map<String, List<HeaderRule>> byRoute) {
  public HeaderRules {
    always = List.copyOf(always);
    byRoute = Map.copyOf(byRoute);
  }

  public boolean isEmpty() {
    return always.isEmpty() && byRoute.isEmpty();
  }

  /** Whether there is a rule that this exchange might match. */
  boolean concern(FilterContext exchange) {
    return !always.isEmpty() || !ofRoute(exchange).isEmpty();
  }

  /** The rules that a request matches, which must be asked before anything changes it. */
  List<HeaderRule> matching(FilterContext exchange) {
    List<HeaderRule> ofRoute = ofRoute(exchange);
    return Stream.concat(always.stream(), ofRoute.stream())
        .filter(rule -> rule.match().test(exchange.request()))
        .toList();
  }

  static void apply(
      List<HeaderRule> rules, Headers fields, FilterContext exchange, InstantSource clock) {
    Instant now = clock.instant();
    for (HeaderRule rule : rules) {
      Edit.applyAll(rule.edits(), fields, exchange, now);
    }
  }

  private List<HeaderRule> ofRoute(FilterContext exchange) {
    return byRoute.isEmpty() || exchange.route().door() != Door.REVERSE
        ? List.of()
        : byRoute.getOrDefault(exchange.route().rule(), List.of());
  }
}
