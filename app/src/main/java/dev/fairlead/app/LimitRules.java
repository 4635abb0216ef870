package dev.fairlead.app;

import dev.fairlead.app.config.Config;
import dev.fairlead.app.config.RateLimiting;
import dev.fairlead.app.config.bind.Scope;
import dev.fairlead.app.config.unit.ByteSize;
import dev.fairlead.filters.limits.LimitKey;
import dev.fairlead.filters.limits.LimitRule;
import dev.fairlead.filters.limits.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code security.rate_limiting} as rules of the limits. */
final class LimitRules {
  private static final int USUAL_RATE = 100;

  private LimitRules() {}

  /** In the order of the file; what the short form says comes first. */
  static List<LimitRule> of(RateLimiting config) {
    List<LimitRule> rules = new ArrayList<>();
    if (config.hasShortForm()) {
      int rate = config.requestsPerSecond().orElse(USUAL_RATE);
      rules.add(
          new LimitRule(
              "default",
              keys(config.key()),
              _ -> true,
              new Rate(rate, Duration.ofSeconds(1), config.burst().orElse(2 * rate)),
              0,
              0));
    }
    config.rules().forEach(rule -> rules.add(rule(rule)));
    return rules;
  }

  static void check(Config config, Scope scope) {
    List<RateLimiting.Rule> rules = config.security().rateLimiting().rules();
    for (int i = 0; i < rules.size(); i++) {
      RateLimiting.Rule rule = rules.get(i);
      String key = "security.rate_limiting.rules[" + i + "].match";
      Requests.check(rule.name(), key, rule.match(), scope);
    }
  }

  private static LimitRule rule(RateLimiting.Rule rule) {
    return new LimitRule(
        rule.name(),
        keys(rule.key()),
        Requests.matching(rule.match()),
        rate(rule),
        rule.bytesPerSecond().map(ByteSize::bytes).orElse(0L),
        rule.concurrent().orElse(0));
  }

  private static @Nullable Rate rate(RateLimiting.Rule rule) {
    return rate(rule.requestsPerSecond(), Duration.ofSeconds(1), rule.burst())
        .or(() -> rate(rule.requestsPerMinute(), Duration.ofMinutes(1), rule.burst()))
        .or(() -> rate(rule.requestsPerHour(), Duration.ofHours(1), rule.burst()))
        .orElse(null);
  }

  private static Optional<Rate> rate(
      Optional<Integer> requests, Duration per, Optional<Integer> burst) {
    return requests.map(amount -> new Rate(amount, per, burst.orElse(amount)));
  }

  private static List<LimitKey> keys(List<RateLimiting.Per> keys) {
    return keys.stream().distinct().map(key -> LimitKey.valueOf(key.name())).toList();
  }
}
