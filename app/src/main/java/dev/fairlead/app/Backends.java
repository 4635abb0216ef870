package dev.fairlead.app;

import dev.fairlead.app.config.Routing;
import dev.fairlead.app.config.Server;
import dev.fairlead.app.config.unit.ByteSize;
import dev.fairlead.app.config.unit.HttpUrl;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Route;
import dev.fairlead.engine.routing.Backend;
import dev.fairlead.engine.upstream.balance.Group;
import java.time.Duration;
import java.util.Optional;

/** What the reverse door leads to; where a rule says nothing, what {@code server} says holds. */
record Backends(Server server, Groups groups) {
  /** The backend of a rule. */
  Backend of(Routing.Rule rule) {
    Routing.Forward forward = rule.forward();
    return backend(
        groups.of(rule),
        forward.all().getFirst().url(),
        forward.stripPrefix().orElse(""),
        forward.preserveHost(),
        forward.timeouts().firstByte(),
        forward.limits().body());
  }

  /** A backend of which only the address is said. */
  Backend usual(HttpUrl target) {
    return backend(groups.of(target), target, "", false, Optional.empty(), Optional.empty());
  }

  private Backend backend(
      Group group,
      HttpUrl target,
      String stripPrefix,
      boolean preserveHost,
      Optional<Duration> firstByte,
      Optional<ByteSize> body) {
    String path = target.path();
    String base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return new Backend(
        group.backends(Endpoint.Use.HTTP),
        group.backends(Endpoint.Use.HTTP_1),
        new Route.Rewrite(stripPrefix, base, preserveHost),
        firstByte.orElse(server.timeouts().firstByteReverse()),
        body.orElse(server.limits().body()).bytes());
  }
}
