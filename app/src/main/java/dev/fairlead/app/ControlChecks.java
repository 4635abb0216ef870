package dev.fairlead.app;

import dev.fairlead.app.config.Config;
import dev.fairlead.app.config.Control;
import dev.fairlead.app.config.Routing;
import dev.fairlead.app.config.bind.Scope;
import dev.fairlead.app.config.unit.Addresses;
import dev.fairlead.app.config.unit.Host;
import dev.fairlead.app.config.unit.HttpUrl;
import java.net.InetAddress;
import java.util.List;

/**
 * Says which backends are our own control port, so that a person learns of it before the first
 * request does: while serving, the guard lets nothing through to it.
 */
final class ControlChecks {
  private static final String REMEDY =
      "Use /api and /metrics of the data port, or choose another control.port.";

  private ControlChecks() {}

  static void check(Config config, Scope scope) {
    int port = config.controlPort().orElse(Control.USUAL_PORT);
    if (!config.control().enabled() || port == 0) {
      return;
    }
    Host host = config.control().host();
    config
        .routing()
        .defaultBackend()
        .ifPresent(url -> check("routing.default_backend", url, host, port, scope));
    List<Routing.Rule> rules = config.routing().rules();
    for (int i = 0; i < rules.size(); i++) {
      check("routing.rules[" + i + "].forward.", rules.get(i).forward(), host, port, scope);
    }
  }

  private static void check(String key, Routing.Forward forward, Host host, int port, Scope scope) {
    forward.target().ifPresent(url -> check(key + "target", url, host, port, scope));
    for (int i = 0; i < forward.targets().size(); i++) {
      check(key + "targets[" + i + "].url", forward.targets().get(i).url(), host, port, scope);
    }
  }

  private static void check(String key, HttpUrl url, Host host, int port, Scope scope) {
    if (url.port() == port && isThere(url.host(), host)) {
      scope.error(key, url + " is Fairlead's own control port", REMEDY);
    }
  }

  /** As far as can be said without asking a name server. */
  private static boolean isThere(String target, Host control) {
    boolean everywhere =
        Addresses.literal(control.name()).map(InetAddress::isAnyLocalAddress).orElse(false);
    boolean local =
        Addresses.isLoopback(target)
            || Addresses.literal(target).map(InetAddress::isAnyLocalAddress).orElse(false);
    return target.equalsIgnoreCase(control.name())
        || (local && (everywhere || control.isLoopback()));
  }
}
