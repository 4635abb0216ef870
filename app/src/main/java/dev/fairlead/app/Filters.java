package dev.fairlead.app;

import dev.fairlead.app.config.Auth;
import dev.fairlead.app.config.Config;
import dev.fairlead.app.config.RateLimiting;
import dev.fairlead.app.config.Security;
import dev.fairlead.engine.filter.Filter;
import dev.fairlead.filters.access.AccessFilter;
import dev.fairlead.filters.authentication.AuthenticationFilter;
import dev.fairlead.filters.authentication.Credential;
import dev.fairlead.filters.authentication.Secret;
import dev.fairlead.filters.limits.RateLimit;
import dev.fairlead.filters.limits.TunnelLimit;
import java.util.ArrayList;
import java.util.List;
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
  List<Filter> of(Config config) {
    return Stream.of(
            HeaderFilters.security(config),
            HeaderFilters.responses(config),
            access(config.security().access()),
            authentication(config),
            tunnels(config),
            limits(config.security().rateLimiting()),
            HeaderFilters.requests(config))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Filter> access(Security.Access access) {
    return access.allow().isEmpty() && access.deny().isEmpty()
        ? Optional.empty()
        : Optional.of(new AccessFilter(Texts.cidrs(access.allow()), Texts.cidrs(access.deny())));
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
    return Optional.of(new AuthenticationFilter(credentials, auth.realm(), lasting.verifier()));
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
