package dev.fairlead.app;

import dev.fairlead.app.config.Routing;
import dev.fairlead.engine.rules.RouteRule;
import java.util.ArrayList;
import java.util.List;
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
  static <T> List<RouteRule<T>> of(Routing routing, Function<Routing.Forward, T> value) {
    List<RouteRule<T>> rules = new ArrayList<>();
    for (Routing.Rule rule : routing.rules()) {
      String name = name(rule, rules.size());
      Routing.Match match = rule.match();
      rules.add(
          new RouteRule<>(
              name,
              match.host().stream().toList(),
              match.path().stream().toList(),
              match.methods(),
              headers(match),
              value.apply(rule.forward())));
    }
    return rules;
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
