package dev.fairlead.app.config;

import dev.fairlead.app.config.balance.GatewayCheck;
import dev.fairlead.app.config.balance.GatewayTarget;
import dev.fairlead.app.config.balance.Hash;
import dev.fairlead.app.config.balance.Outlier;
import dev.fairlead.app.config.balance.Retries;
import dev.fairlead.app.config.balance.Strategy;
import dev.fairlead.app.config.bind.Absent;
import dev.fairlead.app.config.bind.Checked;
import dev.fairlead.app.config.bind.Key;
import dev.fairlead.app.config.bind.Scope;
import dev.fairlead.app.config.read.KeyPath;
import dev.fairlead.app.config.unit.Destination;
import dev.fairlead.app.config.unit.GatewayUrl;
import dev.fairlead.app.config.unit.HostRule;
import dev.fairlead.app.config.unit.PortRange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which hosts go through a gateway, and what may be reached at all. */
@Absent("remote")
public record Egress(
    @Key(
            "Hosts that go through a gateway: name, *.name, name.*, *, AUTO; -rule excludes. None:"
                + " direct.")
        List<HostRule> rules,
    @Key("What AUTO in the rules stands for.") List<HostRule> auto,
    @Key("The gateway for hosts that no route names; not needed when there is only one.")
        Optional<String> gateway,
    @Key("Upstream proxies by name.") Map<String, Gateway> gateways,
    @Key("Hosts for which another gateway is taken; the first that matches counts.")
        List<Route> routes,
    @Key(
            value = "When a gateway is unreachable: closed refuses, open goes direct.",
            preset = "closed")
        Fail fail,
    @Key(value = "Ports that CONNECT may name.", preset = "443, 8443") List<PortRange> connectPorts,
    @Key("What may not be reached, judged after resolution.") Guard guard)
    implements Checked {

  /** What an unreachable gateway means. */
  public enum Fail {
    CLOSED,
    OPEN
  }

  /** Who resolves the names of hosts behind a gateway. */
  public enum Resolve {
    REMOTE,
    LOCAL
  }

  /** An upstream proxy, or several under one name. */
  public record Gateway(
      @Key("http://, https:// or socks5:// URL, with user:password@ where needed.")
          Optional<GatewayUrl> url,
      @Key("Several of them that share the traffic, instead of url.") List<GatewayTarget> targets,
      @Key(value = "Which of the live ones gets a request.", preset = "weighted") Strategy strategy,
      @Key("What strategy hash goes by; without more, the client's address.") Hash hash,
      @Key("Questions that they are asked beside the traffic; none without this.")
          Optional<GatewayCheck> health,
      @Key("When one is taken out for a while because it cannot be reached.") Outlier outlier,
      @Key("When another one is tried.") Retries retries,
      @Key(value = "Whether the gateway or Fairlead resolves names.", preset = "remote")
          Resolve resolve)
      implements Checked {
    @Override
    public void check(Scope scope) {
      if (url.isPresent() && !targets.isEmpty()) {
        scope.error("targets", "are given beside url", "Keep one of the two.");
      }
      if (url.isEmpty()
          && targets.isEmpty()
          && !scope.isBroken("url")
          && !scope.isBroken("targets")) {
        scope.error("url", "is missing", "Write the gateway's URL, or several as targets.");
      }
      strategy.check(scope, targets.stream().map(GatewayTarget::weight).toList());
      Map<String, String> urls = new HashMap<>();
      for (int i = 0; i < targets.size(); i++) {
        scope.unique(urls, targets.get(i).url().toString(), "targets[" + i + "].url");
      }
    }

    /** All of them, the only one too. */
    public List<GatewayTarget> all() {
      return url.map(each -> List.of(new GatewayTarget(each, 1, false, false))).orElse(targets);
    }
  }

  /** Hosts and the gateway they take. */
  public record Route(
      @Key("Rules as in egress.rules.") List<HostRule> hosts,
      @Key("Name of a gateway.") String gateway)
      implements Checked {
    @Override
    public void check(Scope scope) {
      if (hosts.isEmpty() && !scope.isBroken("hosts")) {
        scope.error("hosts", "is empty", "Write at least one rule.");
      }
    }
  }

  /** Whether private destinations are reachable. */
  public enum Private {
    DENY,
    ALLOW
  }

  /** The destination guard. */
  public record Guard(
      @Key(
              value = "Loopback, private, link-local and other special addresses as destinations.",
              preset = "deny")
          Private privateAddresses,
      @Key("Address ranges and hosts that are reachable all the same.") List<Destination> allow,
      @Key(
              value = "Whether names are resolved and judged before a gateway gets them.",
              preset = "false")
          boolean resolveForGateways) {}

  /** The gateway for hosts that no route names: the chosen one, or the only one there is. */
  public Optional<String> defaultGateway() {
    return gateway.or(
        () -> gateways.size() == 1 ? gateways.keySet().stream().findFirst() : Optional.empty());
  }

  @Override
  public void check(Scope scope) {
    if (auto.stream().anyMatch(HostRule::isAuto)) {
      scope.error("auto", "contains AUTO itself", "List plain host rules.");
    }
    gateway.ifPresent(name -> requireGateway(scope, "gateway", name));
    if (!scope.isBroken("routes")) {
      for (int i = 0; i < routes.size(); i++) {
        requireGateway(scope, "routes[" + i + "].gateway", routes.get(i).gateway());
      }
    }
    if (connectPorts.isEmpty() && !scope.isBroken("connect_ports")) {
      scope.error("connect_ports", "is empty, so CONNECT is never possible", "Write [443] or any.");
    }
    if (!rules.stream().allMatch(HostRule::excludes) && defaultGateway().isEmpty()) {
      noGateway(scope);
    }
  }

  private void noGateway(Scope scope) {
    if (gateways.isEmpty() && !scope.isBroken("gateways")) {
      scope.error("rules", "need a gateway, and there is none", "Add egress.gateways.NAME.url.");
    } else if (!scope.isBroken("gateways") && !scope.isBroken("gateway")) {
      scope.error("rules", "need to know which gateway", "Name one of them in egress.gateway.");
    }
  }

  private void requireGateway(Scope scope, String key, String name) {
    if (!gateways.containsKey(name) && !scope.isBroken(KeyPath.of("gateways").key(name))) {
      String known = String.join(", ", gateways.keySet());
      scope.error(
          key,
          "names a gateway that does not exist",
          gateways.isEmpty() ? "Add it below egress.gateways." : "Known gateways: " + known + ".");
    }
  }
}
