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
import dev.fairlead.filters.domains.DomainRules;
import dev.fairlead.filters.input.InputLimit;
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
  private DomainRules domains = DomainRules.NONE;
  private Groups groups;

  public Assembly(Lasting lasting) {
    this.lasting = lasting;
    this.filters = new Filters(lasting);
    this.routes = new Routes(lasting);
    this.groups = new Groups(lasting.balance());
  }

  /**
   * Builds a whole world; nothing changes until it is used, and {@link #inForce} is told.
   *
   * @param listeners who wants to know of finished flows
   * @throws IOException with a sentence that names the thing, if a file cannot be used
   */
  public World world(Config config, Outward outward, List<FlowListener> listeners)
      throws IOException {
    Server server = config.server();
    InputLimit.Sizes largest = InputSizes.of(config).largest();
    domains = Domains.rules(config.security().filtering(), lasting.lists());
    groups = new Groups(lasting.balance());
    return new World(
        Inward.listeners(server),
        policy(config, domains, groups, listeners),
        groups.all(),
        outward.settings(config, Domains.aliases(domains)),
        Inward.limits(server.limits(), largest),
        Inward.multiplexing(server.limits(), largest),
        Inward.patience(server.timeouts()));
  }

  /** The world that was built last is in use: what it watches and keeps counts from now on. */
  void inForce() {
    lasting.lists().watch(domains);
    lasting.balance().use(groups.all());
  }

  /** What exchanges go by, for those who only want to ask. */
  Policy policy(Config config) throws IOException {
    DomainRules rules = Domains.rules(config.security().filtering(), lasting.lists());
    return policy(config, rules, new Groups(lasting.balance()), List.of());
  }

  private Policy policy(
      Config config, DomainRules domains, Groups groups, List<FlowListener> listeners) {
    Hops hops = hops(config.server());
    return new Policy(
        filters.of(config, domains),
        routes.of(config, hops, groups),
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
