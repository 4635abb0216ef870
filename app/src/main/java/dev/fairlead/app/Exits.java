package dev.fairlead.app;

import dev.fairlead.app.config.Config;
import dev.fairlead.app.config.Egress;
import dev.fairlead.app.config.unit.GatewayUrl;
import dev.fairlead.engine.message.Gateway;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.rules.HostRules;
import dev.fairlead.engine.rules.Reach;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the forward door's requests leave: directly, or through a gateway, as {@code egress} says.
 */
final class Exits {
  private Exits() {}

  static dev.fairlead.engine.routing.Egress of(Config config) {
    Egress egress = config.egress();
    List<String> auto = Texts.of(egress.auto());
    Map<String, Gateway> gateways = new LinkedHashMap<>();
    egress.gateways().forEach((name, each) -> gateways.put(name, gateway(name, each)));
    return new dev.fairlead.engine.routing.Egress(
        hosts(Texts.of(egress.rules()), auto),
        choices(egress, auto, gateways),
        egress.defaultGateway().map(gateways::get).orElse(null),
        egress.fail() == Egress.Fail.OPEN,
        port -> egress.connectPorts().stream().anyMatch(range -> range.contains(port)),
        config.server().timeouts().firstByteForward(),
        config.server().limits().forwardBody().bytes());
  }

  private static List<dev.fairlead.engine.routing.Egress.Choice> choices(
      Egress egress, List<String> auto, Map<String, Gateway> gateways) {
    List<dev.fairlead.engine.routing.Egress.Choice> choices = new ArrayList<>();
    for (var route : egress.routes()) {
      Gateway gateway = gateways.get(route.gateway());
      if (gateway != null) {
        choices.add(
            new dev.fairlead.engine.routing.Egress.Choice(
                hosts(Texts.of(route.hosts()), auto), gateway));
      }
    }
    return choices;
  }

  private static HostRules hosts(List<String> rules, List<String> auto) {
    return HostRules.compile(rules, auto, Reach.PUBLIC_HOSTS, RuleChecks.DONE);
  }

  private static Gateway gateway(String name, Egress.Gateway gateway) {
    GatewayUrl url = gateway.url();
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
        gateway.resolve() == Egress.Resolve.REMOTE);
  }
}
