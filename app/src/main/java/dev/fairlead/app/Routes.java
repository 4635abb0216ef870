package dev.fairlead.app;

import dev.fairlead.app.config.Config;
import dev.fairlead.engine.exchange.Hops;
import dev.fairlead.engine.exchange.Router;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.routing.Backend;
import dev.fairlead.engine.routing.Doors;
import dev.fairlead.engine.routing.Local;
import dev.fairlead.engine.rules.RouteTable;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of the assembly that decides where a request goes: through {@link Exits}, to one of the
 * {@link Backends}, or to ourselves.
 */
final class Routes {
  /** A program that the control plane runs may take its time. */
  private static final Duration SILENCE = Duration.ofMinutes(10);

  private final Lasting lasting;

  Routes(Lasting lasting) {
    this.lasting = lasting;
  }

  Router of(Config config, Hops hops, Groups groups) {
    Backends backends = new Backends(config.server(), groups);
    RouteTable<Backend> table =
        RouteTable.compile(ReverseRules.of(config.routing(), backends::of), RuleChecks.DONE);
    Backend fallback = config.routing().defaultBackend().map(backends::usual).orElse(null);
    return new Doors(hops, Exits.of(config, groups), table, fallback, local(config));
  }

  private Local local(Config config) {
    Set<Host> names = new HashSet<>();
    config.server().names().forEach(name -> names.add(Host.parse(name.name())));
    names.add(Host.parse("localhost"));
    names.add(Host.parse("127.0.0.1"));
    names.add(Host.parse("::1"));
    return new Local(names, lasting.health().services(), control(config));
  }

  private Local.@Nullable Control control(Config config) {
    return lasting
        .control()
        .endpoint()
        .map(endpoint ->
            new Local.Control(endpoint, SILENCE, config.server().limits().body().bytes()))
        .orElse(null);
  }
}
