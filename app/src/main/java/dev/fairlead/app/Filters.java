package dev.fairlead.app;

import dev.fairlead.app.config.Auth;
import dev.fairlead.app.config.Config;
import dev.fairlead.app.config.RateLimiting;
import dev.fairlead.app.config.Routing;
import dev.fairlead.app.config.Security;
import dev.fairlead.engine.filter.Filter;
import dev.fairlead.filters.access.AccessFilter;
import dev.fairlead.filters.access.Ranges;
import dev.fairlead.filters.authentication.AuthenticationFilter;
import dev.fairlead.filters.authentication.Credential;
import dev.fairlead.filters.authentication.Secret;
import dev.fairlead.filters.domains.DomainFilter;
import dev.fairlead.filters.domains.DomainRules;
import dev.fairlead.filters.input.InputLimit;
import dev.fairlead.filters.inspection.Budget;
import dev.fairlead.filters.inspection.InspectionFilter;
import dev.fairlead.filters.inspection.InspectionRule;
import dev.fairlead.filters.limits.RateLimit;
import dev.fairlead.filters.limits.TunnelLimit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The part of the assembly that every request passes. {@link #of} is the one place that knows the
 * order; a filter that the configuration does not ask for is not there at all.
 */
final class Filters {
  private final Lasting lasting;

  Filters(Lasting lasting) {
    this.lasting = lasting;
  }

  /** In the order in which they are asked; security headers first: refusals carry them too. */
  List<Filter> of(Config config, DomainRules domains) throws IOException {
    return Stream.concat(
            ours(config, domains), lasting.plugins().of(config.plugins()).filters().stream())
        .toList();
  }

  private Stream<Filter> ours(Config config, DomainRules domains) {
    return Stream.of(
            HeaderFilters.security(config),
            HeaderFilters.responses(config),
            access(config),
            authentication(config),
            input(config),
            tunnels(config),
            limits(config.security().rateLimiting()),
            names(domains),
            HeaderFilters.requests(config),
            inspection(config))
        .flatMap(Optional::stream);
  }

  private static Optional<Filter> access(Config config) {
    Security.Access access = config.security().access();
    Ranges everywhere = new Ranges(Texts.cidrs(access.allow()), Texts.cidrs(access.deny()));
    Map<String, Ranges> byRule =
        ReverseRules.differing(config.routing(), rule -> ranges(rule.access()));
    return access.allow().isEmpty() && access.deny().isEmpty() && byRule.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new AccessFilter(everywhere, byRule, Texts.cidrs(config.server().trustedProxies())));
  }

  private static Optional<Ranges> ranges(Routing.RuleAccess access) {
    return access.allow().isEmpty() && access.deny().isEmpty()
        ? Optional.empty()
        : Optional.of(new Ranges(Texts.cidrs(access.allow()), Texts.cidrs(access.deny())));
  }

  private static Optional<Filter> input(Config config) {
    InputSizes sizes = InputSizes.of(config);
    return sizes.byRule().isEmpty()
        ? Optional.empty()
        : Optional.of(new InputLimit(sizes.usual(), sizes.byRule()));
  }

  private static Optional<Filter> names(DomainRules domains) {
    return domains.isEmpty() ? Optional.empty() : Optional.of(new DomainFilter(domains));
  }

  private static Optional<Filter> inspection(Config config) {
    List<InspectionRule> rules = Inspections.rules(config.security().inspection());
    return rules.isEmpty()
        ? Optional.empty()
        : Optional.of(new InspectionFilter(rules, new Budget(Inspections.HELD_BYTES)));
  }

  private Optional<Filter> authentication(Config config) {
    if (!config.authenticationRequired()) {
      return Optional.empty();
    }
    Auth auth = config.auth();
    List<Credential> credentials = new ArrayList<>();
    for (Auth.User user : auth.users()) {
      credentials.add(
          new Credential(user.name(), false, secret(user.password(), user.passwordHash())));
    }
    for (Auth.Token token : auth.tokens()) {
      credentials.add(new Credential(token.name(), true, secret(token.token(), token.tokenHash())));
    }
    return Optional.of(
        new AuthenticationFilter(
            credentials, auth.realm(), lasting.verifier(), lasting.verified()));
  }

  private static Secret secret(
      Optional<dev.fairlead.app.config.unit.Secret> plain,
      Optional<dev.fairlead.app.config.unit.Secret> hash) {
    return plain
        .map(secret -> Secret.of(secret.reveal()))
        .orElseGet(() -> Secret.parse(hash.orElseThrow().reveal()));
  }

  private Optional<Filter> limits(RateLimiting limits) {
    return limits.enabled()
        ? Optional.of(
            new RateLimit(
                LimitRules.of(limits),
                lasting.ledger(),
                limits.ipv6Prefix(),
                limits.forwardHeaders()))
        : Optional.empty();
  }

  private Optional<Filter> tunnels(Config config) {
    return Optional.of(new TunnelLimit(config.server().limits().tunnels(), lasting.tunnels()));
  }
}
