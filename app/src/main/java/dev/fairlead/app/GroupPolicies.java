package dev.fairlead.app;

import dev.fairlead.app.config.Egress;
import dev.fairlead.app.config.Routing;
import dev.fairlead.app.config.balance.CircuitBreaker;
import dev.fairlead.app.config.balance.GatewayCheck;
import dev.fairlead.app.config.balance.Hash;
import dev.fairlead.app.config.balance.HealthCheck;
import dev.fairlead.app.config.balance.Outlier;
import dev.fairlead.app.config.balance.Retries;
import dev.fairlead.app.config.balance.Sticky;
import dev.fairlead.app.config.balance.Strategy;
import dev.fairlead.app.config.unit.HttpUrl;
import dev.fairlead.app.config.unit.StatusCodes;
import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.upstream.balance.Checkup;
import dev.fairlead.engine.upstream.balance.GroupPolicy;
import dev.fairlead.engine.upstream.balance.HashKey;
import dev.fairlead.engine.upstream.balance.StatusRange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads how a group shares requests out, and what it makes of answers. */
final class GroupPolicies {
  private GroupPolicies() {}

  static GroupPolicy of(Routing.Forward forward) {
    return new GroupPolicy(
        sharing(forward.strategy()),
        key(forward.hash()),
        forward.sticky().map(GroupPolicies::sticky).orElse(null),
        outliers(forward.outlier()),
        retries(forward.retries()),
        forward.slowStart(),
        forward.panic(),
        forward.circuitBreaker().map(GroupPolicies::breaking).orElse(null),
        forward.health().map(GroupPolicies::checkup).orElse(null));
  }

  static GroupPolicy of(Egress.Gateway gateway) {
    return new GroupPolicy(
        sharing(gateway.strategy()),
        key(gateway.hash()),
        null,
        outliers(gateway.outlier()),
        retries(gateway.retries()),
        Duration.ZERO,
        0,
        null,
        gateway.health().map(GroupPolicies::checkup).orElse(null));
  }

  private static GroupPolicy.Sharing sharing(Strategy strategy) {
    return GroupPolicy.Sharing.valueOf(strategy.name());
  }

  private static HashKey key(Hash hash) {
    Optional<HashKey> header = hash.header().map(name -> new HashKey.ByHeader(FieldName.of(name)));
    return header
        .or(() -> hash.cookie().map(HashKey.ByCookie::new))
        .orElseGet(HashKey.ByClient::new);
  }

  private static dev.fairlead.engine.upstream.balance.Sticky sticky(Sticky sticky) {
    return new dev.fairlead.engine.upstream.balance.Sticky(
        sticky.cookie(),
        sticky.maxAge(),
        sticky.secure(),
        switch (sticky.sameSite()) {
          case LAX -> "Lax";
          case STRICT -> "Strict";
          case NONE -> "None";
        });
  }

  private static GroupPolicy.Outliers outliers(Outlier outlier) {
    return new GroupPolicy.Outliers(
        outlier.failures(),
        statuses(outlier.statuses()),
        outlier.ejection(),
        outlier.maxEjection(),
        outlier.maxEjected());
  }

  private static GroupPolicy.Retries retries(Retries retries) {
    return new GroupPolicy.Retries(
        retries.attempts(),
        statuses(retries.statuses()),
        retries.budget().percent(),
        retries.budget().perSecond(),
        retries.replay().bytes());
  }

  private static GroupPolicy.Breaking breaking(CircuitBreaker breaker) {
    return new GroupPolicy.Breaking(
        breaker.failures(), breaker.minAttempts(), breaker.window(), breaker.open());
  }

  private static Checkup checkup(HealthCheck check) {
    Optional<Checkup.Question> get =
        check
            .path()
            .map(path ->
                new Checkup.Question.Get(
                    false,
                    check.host().map(host -> new Authority(Host.parse(host), -1)).orElse(null),
                    path,
                    statuses(check.expect())));
    return new Checkup(
        get.orElseGet(Checkup.Question.Connection::new),
        check.interval(),
        check.jitter(),
        check.timeout(),
        check.healthy(),
        check.unhealthy());
  }

  private static Checkup checkup(GatewayCheck check) {
    Optional<Checkup.Question> get = check.url().map(url -> question(url, check.expect()));
    return new Checkup(
        get.orElseGet(Checkup.Question.Connection::new),
        check.interval(),
        check.jitter(),
        check.timeout(),
        check.healthy(),
        check.unhealthy());
  }

  private static Checkup.Question question(HttpUrl url, List<StatusCodes> expect) {
    return new Checkup.Question.Get(
        url.tls(),
        new Authority(
            Host.parse(url.host()), url.port() == (url.tls() ? 443 : 80) ? -1 : url.port()),
        url.path().isEmpty() ? "/" : url.path(),
        statuses(expect));
  }

  private static List<StatusRange> statuses(List<StatusCodes> codes) {
    return codes.stream().map(each -> new StatusRange(each.first(), each.last())).toList();
  }
}
