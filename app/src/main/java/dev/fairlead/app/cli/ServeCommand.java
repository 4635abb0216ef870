package dev.fairlead.app.cli;

import dev.fairlead.app.Running;
import dev.fairlead.app.Serving;
import dev.fairlead.app.config.Config;
import dev.fairlead.app.config.Loaded;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves until it is told to stop. */
@Command(
    name = "serve",
    description = "Serve: forward, CONNECT and reverse, HTTP/1.1 and HTTP/2, all on one port.",
    mixinStandardHelpOptions = true,
    footerHeading = "%n@|bold Examples:|@%n",
    footer = {
      "  @|yellow fairlead serve|@                              on 127.0.0.1:8080, no configuration"
          + " needed",
      "  @|yellow fairlead serve --port 3128|@",
      "  @|yellow fairlead serve --config fairlead.yaml --profile dev|@",
      "",
      "A change of the configuration file, or SIGHUP, reloads it without dropping an exchange.",
      "SIGTERM stops: exchanges finish within server.timeouts.drain. A second signal stops at once."
    })
final class ServeCommand implements Callable<Integer> {
  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = "--reload",
      description = "Accepted for development setups; changes are always reloaded.")
  @SuppressWarnings("UnusedVariable")
  private boolean reload;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Loaded loaded = ConfigOptions.loader().load(options.invocation());
    Terminal.problems(loaded.problems());
    if (!(loaded instanceof Loaded.Ready ready)) {
      return Fairlead.FAILURE;
    }
    Running running = Running.start(ConfigOptions.loader(), options.invocation(), ready);
    Serving.untilTold(running, () -> banner(running));
    return 0;
  }

  private static void banner(Running running) {
    Config config = running.config();
    List<InetSocketAddress> addresses = running.addresses();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < addresses.size(); i++) {
      String scheme = i == 0 ? "http://" : "https://";
      text.append("@|bold Fairlead|@ listens on @|green,bold ")
          .append(scheme)
          .append(authority(addresses.get(i)))
          .append("|@ (")
          .append(running.transport())
          .append(
              i == 0 && config.server().tls().isOn() && addresses.size() == 1 ? ", TLS too" : "")
          .append(")\n");
    }
    text.append(routes(config));
    running
        .controlAddress()
        .ifPresent(address ->
            text.append("  control    http://")
                .append(authority(reachable(address)))
                .append(", fairlead top, fairlead requests -f\n"));
    String proxy = "http://" + authority(reachable(addresses.getFirst()));
    text.append(
        "  use it     @|yellow export HTTP_PROXY=%1$s HTTPS_PROXY=%1$s|@\n".formatted(proxy));
    System.err.print(Terminal.styled(text.toString()));
  }

  /** Where this machine finds a listener that is bound to all its addresses. */
  private static InetSocketAddress reachable(InetSocketAddress bound) {
    return bound.getAddress().isAnyLocalAddress()
        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), bound.getPort())
        : bound;
  }

  private static String authority(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  private static String routes(Config config) {
    StringBuilder text = new StringBuilder();
    int rules = config.routing().rules().size();
    text.append("  forward    ")
        .append(
            config.egress().rules().isEmpty()
                ? "all hosts direct"
                : config.egress().rules().size()
                    + " egress rules, gateways "
                    + String.join(", ", config.egress().gateways().keySet()))
        .append('\n');
    if (rules > 0 || config.routing().defaultBackend().isPresent()) {
      text.append("  reverse    ").append(rules).append(" rules");
      config
          .routing()
          .defaultBackend()
          .ifPresent(url -> text.append(", everything else to ").append(url));
      text.append('\n');
    }
    if (config.authenticationRequired()) {
      text.append("  clients    must authenticate\n");
    }
    return text.toString();
  }
}
