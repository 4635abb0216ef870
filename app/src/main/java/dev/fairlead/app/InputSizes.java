package dev.fairlead.app;

import dev.fairlead.app.config.Config;
import dev.fairlead.app.config.Routing.RuleLimits;
import dev.fairlead.app.config.Server;
import dev.fairlead.filters.input.InputLimit.Sizes;
import java.util.Map;
import java.util.Optional;

/** How large the heads of requests may be: everywhere, and where a routing rule differs. */
record InputSizes(Sizes usual, Map<String, Sizes> byRule) {
  InputSizes {
    byRule = Map.copyOf(byRule);
  }

  static InputSizes of(Config config) {
    Server.Limits limits = config.server().limits();
    Sizes usual = new Sizes(limits.url().bytes(), limits.headers().bytes());
    return new InputSizes(
        usual,
        ReverseRules.differing(config.routing(), rule -> own(rule.forward().limits(), usual)));
  }

  private static Optional<Sizes> own(RuleLimits limits, Sizes usual) {
    return limits.url().isEmpty() && limits.headers().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Sizes(
                limits.url().map(size -> size.bytes()).orElse(usual.url()),
                limits.headers().map(size -> size.bytes()).orElse(usual.headers())));
  }

  /** What a parser, which does not know the route yet, must let pass. */
  Sizes largest() {
    Sizes most = usual;
    for (Sizes each : byRule.values()) {
      most = new Sizes(Math.max(most.url(), each.url()), Math.max(most.headers(), each.headers()));
    }
    return most;
  }
}
