package dev.fairlead.app;

import dev.fairlead.app.config.Egress;
import dev.fairlead.app.config.Routing;
import dev.fairlead.app.config.balance.GatewayTarget;
import dev.fairlead.app.config.balance.Target;
import dev.fairlead.app.config.unit.GatewayUrl;
import dev.fairlead.app.config.unit.HttpUrl;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Gateway;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.upstream.balance.Balance;
import dev.fairlead.engine.upstream.balance.Group;
import dev.fairlead.engine.upstream.balance.GroupPolicy;
import dev.fairlead.engine.upstream.balance.TargetSpec;
import dev.fairlead.engine.upstream.balance.Way;
import java.util.ArrayList;
import java.util.List;

/** The groups of targets of one configuration, as they are made. */
final class Groups {
  private final Balance balance;
  private final List<Group> made = new ArrayList<>();

  Groups(Balance balance) {
    this.balance = balance;
  }

  /** All that were made. */
  List<Group> all() {
    return List.copyOf(made);
  }

  /** The backends of a rule. */
  Group of(Routing.Rule rule) {
    Routing.Forward forward = rule.forward();
    String match = rule.match().toString();
    return make(
        "rule " + rule.name().orElse(match),
        rule.name().orElse(forward.all().getFirst().url().toString()),
        GroupPolicies.of(forward),
        forward.all().stream().map(Groups::backend).toList());
  }

  /** A backend of which only the address is said. */
  Group of(HttpUrl url) {
    return make(
        "default_backend",
        "default_backend",
        GroupPolicy.SINGLE,
        List.of(new TargetSpec(url.toString(), way(url))));
  }

  /** What goes by the name of one gateway. */
  Group of(String name, Egress.Gateway gateway) {
    return make(
        "gateway " + name,
        name,
        GroupPolicies.of(gateway),
        gateway.all().stream().map(each -> gateway(name, each, gateway.resolve())).toList());
  }

  private Group make(String key, String name, GroupPolicy policy, List<TargetSpec> specs) {
    Group group = balance.group(key, name, policy, specs);
    made.add(group);
    return group;
  }

  private static TargetSpec backend(Target target) {
    return new TargetSpec(
        target.url().toString(),
        way(target.url()),
        target.weight(),
        target.backup(),
        target.drain(),
        target.maxConnections().orElse(Integer.MAX_VALUE));
  }

  private static Way way(HttpUrl url) {
    return new Way.Backend(endpoint(url));
  }

  /** A backend, for exchanges. */
  static Endpoint endpoint(HttpUrl url) {
    return new Endpoint(
        Host.parse(url.host()), url.port(), url.tls(), null, Endpoint.Use.HTTP, true);
  }

  private static TargetSpec gateway(String name, GatewayTarget target, Egress.Resolve resolve) {
    return new TargetSpec(
        target.url().toString(),
        new Way.Through(gateway(name, target.url(), resolve)),
        target.weight(),
        target.backup(),
        target.drain(),
        Integer.MAX_VALUE);
  }

  private static Gateway gateway(String name, GatewayUrl url, Egress.Resolve resolve) {
    return new Gateway(
        name,
        switch (url.scheme()) {
          case "http" -> Gateway.Kind.HTTP;
          case "https" -> Gateway.Kind.HTTPS;
          default -> Gateway.Kind.SOCKS5;
        },
        Host.parse(url.host()),
        url.port(),
        url.user()
            .map(user ->
                new Gateway.Credentials(
                    user, url.password().map(secret -> secret.reveal()).orElse("")))
            .orElse(null),
        resolve == Egress.Resolve.REMOTE);
  }
}
