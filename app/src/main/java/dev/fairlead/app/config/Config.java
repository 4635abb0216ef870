package dev.fairlead.app.config;

import dev.fairlead.app.config.bind.Absent;
import dev.fairlead.app.config.bind.Checked;
import dev.fairlead.app.config.bind.Key;
import dev.fairlead.app.config.bind.Scope;
import java.util.Optional;

/** Everything an operator can decide; complete, valid as far as it can know, and immutable. */
@Absent({
  "intercept",
  "credentials",
  "cache",
  "compression",
  "llm",
  "storage",
  "shared",
  "capture",
  "plugins"
})
public record Config(
    @Key("The data port: where clients come in, and how much they may ask.") Server server,
    @Key("Who may use the proxy.") Auth auth,
    @Key("How connections to the outside are made.") Upstream upstream,
    @Key("Which hosts go through a gateway, and what may be reached at all.") Egress egress,
    @Key("Which requests go to which backend (the reverse door).") Routing routing,
    @Key("Which hosts may be reached, access lists, limits and safe headers.") Security security,
    @Key("Changes of header fields.") HeaderEdits headers,
    @Key("Which commands callers with the token may run (POST /cli/execute).") Cli cli,
    @Key("What is logged, where and how.") Logging logging,
    @Key("The control port: where operators and their tools come in.") Control control,
    @Key("What is measured.") Metrics metrics)
    implements Checked {

  @Override
  public void check(Scope scope) {
    boolean open = !authenticationRequired() && security.access().allow().isEmpty();
    boolean unsure =
        scope.isBroken("auth") || scope.isBroken("security") || scope.isBroken("server.host");
    if (!server.host().isLoopback() && open && !unsure) {
      scope.error(
          "server.host",
          "\"" + server.host() + "\" lets anybody on the network use this proxy",
          "Bind 127.0.0.1, or add auth.users or auth.tokens, or add security.access.allow.");
    }
    if (metrics.port().isPresent()
        && control.port().isPresent()
        && !metrics.port().equals(control.port())) {
      scope.error(
          "metrics.port", "differs from control.port, which is the same port", "Keep one of them.");
    }
  }

  /** The port of the control plane, if somebody chose one. */
  public Optional<Integer> controlPort() {
    return control.port().or(metrics::port);
  }

  /** Whether a client must say who it is; {@code auto} means: as soon as others can reach us. */
  public boolean authenticationRequired() {
    return switch (auth.required()) {
      case ON -> true;
      case OFF -> false;
      case AUTO -> !server.host().isLoopback() && auth.hasCredentials();
    };
  }
}
