package dev.fairlead.app;

import dev.fairlead.app.config.Config;
import dev.fairlead.app.config.Egress;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Targets;
import dev.fairlead.engine.routing.Exit;
import dev.fairlead.engine.rules.HostRules;
import dev.fairlead.engine.rules.Reach;
import dev.fairlead.engine.upstream.balance.Group;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the forward door's requests leave: directly, or through a gateway, as {@code egress} says.
 */
final class Exits {
  private Exits() {}

  static dev.fairlead.engine.routing.Egress of(Config config, Groups groups) {
    Egress egress = config.egress();
    List<String> auto = Texts.of(egress.auto());
    Map<String, Exit> exits = new LinkedHashMap<>();
    egress.gateways().forEach((name, each) -> exits.put(name, exit(name, groups.of(name, each))));
    return new dev.fairlead.engine.routing.Egress(
        hosts(Texts.of(egress.rules()), auto),
        choices(egress, auto, exits),
        egress.defaultGateway().map(exits::get).orElse(null),
        egress.fail() == Egress.Fail.OPEN,
        port -> egress.connectPorts().stream().anyMatch(range -> range.contains(port)),
        config.server().timeouts().firstByteForward(),
        config.server().limits().forwardBody().bytes());
  }

  private static List<dev.fairlead.engine.routing.Egress.Choice> choices(
      Egress egress, List<String> auto, Map<String, Exit> exits) {
    List<dev.fairlead.engine.routing.Egress.Choice> choices = new ArrayList<>();
    for (var route : egress.routes()) {
      Exit exit = exits.get(route.gateway());
      if (exit != null) {
        choices.add(
            new dev.fairlead.engine.routing.Egress.Choice(
                hosts(Texts.of(route.hosts()), auto), exit));
      }
    }
    return choices;
  }

  private static HostRules hosts(List<String> rules, List<String> auto) {
    return HostRules.compile(rules, auto, Reach.PUBLIC_HOSTS, RuleChecks.DONE);
  }

  private static Exit exit(String name, Group group) {
    return new Exit() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Targets to(Endpoint destination, boolean orDirect) {
        return group.gateways(destination, orDirect);
      }
    };
  }
}
