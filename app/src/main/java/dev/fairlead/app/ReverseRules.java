package dev.fairlead.app;

import dev.fairlead.app.config.Routing;
import dev.fairlead.engine.rules.RouteRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads {@code routing.rules} as the engine's routing rules. */
final class ReverseRules {
  private ReverseRules() {}

  /**
   * The rules in the order of the file.
   *
   * @param value what a rule leads to
   */
  static <T> List<RouteRule<T>> of(Routing routing, Function<Routing.Rule, T> value) {
    List<RouteRule<T>> rules = new ArrayList<>();
    for (Routing.Rule rule : routing.rules()) {
      Routing.Match match = rule.match();
      rules.add(
          new RouteRule<>(
              name(rule, rules.size()),
              match.host().stream().toList(),
              match.path().stream().toList(),
              match.methods(),
              headers(match),
              value.apply(rule)));
    }
    return rules;
  }

  /**
   * What filters do differently for some rules, by the name under which a route carries its rule.
   *
   * @param value nothing for rules that are like all others
   */
  static <T> Map<String, T> differing(Routing routing, Function<Routing.Rule, Optional<T>> value) {
    Map<String, T> values = new LinkedHashMap<>();
    for (int i = 0; i < routing.rules().size(); i++) {
      String name = name(routing.rules().get(i), i);
      value.apply(routing.rules().get(i)).ifPresent(each -> values.put(name, each));
    }
    return values;
  }

  /** What a rule is called, in routes and logs. */
  static String name(Routing.Rule rule, int index) {
    return rule.name().orElse("routing.rules[" + index + "]");
  }

  private static List<RouteRule.Header> headers(Routing.Match match) {
    return match.headers().entrySet().stream()
        .map(entry ->
            new RouteRule.Header(
                entry.getKey(), entry.getValue().equals("*") ? null : entry.getValue()))
        .collect(Collectors.toList());
  }
}
