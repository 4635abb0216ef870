package dev.fairlead.app;

import dev.fairlead.app.config.Config;
import dev.fairlead.app.config.Server;
import dev.fairlead.engine.World;
import dev.fairlead.engine.exchange.Forwarding;
import dev.fairlead.engine.exchange.Hops;
import dev.fairlead.engine.exchange.Policy;
import dev.fairlead.engine.exchange.Timeouts;
import dev.fairlead.engine.flow.FlowListener;
import dev.fairlead.engine.message.CidrSet;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The composition root: turns a configuration into a {@link World}, in the order in which a request
 * meets its parts: {@link Inward}, {@link Filters}, {@link Routes}, {@link Outward}. No part knows
 * the configuration; each is given what it needs.
 */
public final class Assembly {
  private final Lasting lasting;
  private final Filters filters;
  private final Routes routes;

  public Assembly(Lasting lasting) {
    this.lasting = lasting;
    this.filters = new Filters(lasting);
    this.routes = new Routes(lasting);
  }

  /**
   * Builds a whole world, without side effects.
   *
   * @param listeners who wants to know of finished flows
   * @throws IOException with a sentence that names the thing, if a file cannot be used
   */
  public World world(Config config, Outward outward, List<FlowListener> listeners)
      throws IOException {
    Server server = config.server();
    return new World(
        Inward.listeners(server),
        policy(config, listeners),
        outward.settings(config),
        Inward.limits(server.limits()),
        Inward.multiplexing(server.limits()),
        Inward.patience(server.timeouts()));
  }

  /** What exchanges go by. */
  Policy policy(Config config, List<FlowListener> listeners) {
    Hops hops = hops(config.server());
    return new Policy(
        filters.of(config),
        routes.of(config, hops),
        hops,
        lasting.replies(),
        timeouts(config.server()),
        lasting.replay(),
        listeners);
  }

  private Hops hops(Server server) {
    CidrSet trusted = Texts.cidrs(server.trustedProxies());
    return new Hops(pseudonym(server.via()), new Forwarding(trusted::contains));
  }

  private @Nullable String pseudonym(String via) {
    return switch (via) {
      case "off" -> null;
      case "auto" -> lasting.pseudonym();
      default -> via;
    };
  }

  private static Timeouts timeouts(Server server) {
    Server.Timeouts timeouts = server.timeouts();
    return new Timeouts(
        timeouts.read(),
        timeouts.write(),
        server.minRate().bytes(),
        timeouts.tunnelIdle(),
        timeouts.tunnelLifetime());
  }
}
