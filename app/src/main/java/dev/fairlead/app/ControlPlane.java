package dev.fairlead.app;

import dev.fairlead.app.config.Config;
import dev.fairlead.app.config.Control;
import dev.fairlead.app.config.unit.Host;
import dev.fairlead.app.log.Losses;
import dev.fairlead.app.plugin.Sinks;
import dev.fairlead.control.config.ConfigRoutes;
import dev.fairlead.control.connections.ConnectionRoutes;
import dev.fairlead.control.connections.Connections.Connection;
import dev.fairlead.control.connections.LiveTunnels;
import dev.fairlead.control.execute.Execute;
import dev.fairlead.control.explain.ExplainRoutes;
import dev.fairlead.control.health.HealthRoutes;
import dev.fairlead.control.limits.LimitRoutes;
import dev.fairlead.control.limits.Limits;
import dev.fairlead.control.logs.LogRoutes;
import dev.fairlead.control.logs.RecentLogs;
import dev.fairlead.control.metrics.MetricsRoutes;
import dev.fairlead.control.requests.RecentFlows;
import dev.fairlead.control.requests.RequestRoutes;
import dev.fairlead.control.upstreams.UpstreamRoutes;
import dev.fairlead.control.web.ControlServer;
import dev.fairlead.control.web.OpenApi;
import dev.fairlead.control.web.Streams;
import dev.fairlead.control.web.Times;
import dev.fairlead.control.web.Token;
import dev.fairlead.engine.Engine;
import dev.fairlead.engine.connection.Visit;
import dev.fairlead.engine.exchange.Policy;
import dev.fairlead.engine.filter.Filter;
import dev.fairlead.engine.flow.FlowListener;
import dev.fairlead.engine.message.BadMessage;
import io.avaje.jex.Routing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control plane of a running Fairlead: what it remembers for it from the beginning, and the
 * server once everything stands.
 */
final class ControlPlane implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlPlane.class);
  private static final long LOG_BYTES = 1 << 20;

  private final Config config;
  private final StateFolder state;
  private final RecentFlows flows;
  private final RecentLogs logs;
  private final LiveTunnels tunnels = new LiveTunnels();
  private final Measures measures = new Measures();
  private final Streams streams = new Streams();
  private final Execute execute;
  private @Nullable ControlServer server;
  private @Nullable RunFile run;

  /**
   * @param config the configuration of the start; what it says of the control plane holds until the
   *     end
   */
  ControlPlane(Config config, Map<String, String> environment) {
    String process = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    this.config = config;
    this.execute = new Execute(CommandRules.of(config.cli()), _ -> Optional.of("token"));
    this.state = StateFolder.of(environment);
    this.flows = new RecentFlows(config.control().history().bytes(), process);
    this.logs = new RecentLogs(LOG_BYTES, process);
  }

  /** Who wants to know of exchanges; nobody, if nobody can ask. */
  List<FlowListener> listeners() {
    if (!config.control().enabled()) {
      return List.of();
    }
    return measured() ? List.of(flows, tunnels, measures.meters()) : List.of(flows, tunnels);
  }

  private boolean measured() {
    return config.control().enabled() && config.metrics().enabled();
  }

  /** Says what requests meet from now on. */
  void inForce(Config next, Policy policy) {
    execute.configure(CommandRules.of(next.cli()));
    flows.inForce(policy.filters().stream().map(Filter::name).toList());
  }

  /** Where lines of the log are kept. */
  RecentLogs logs() {
    return logs;
  }

  /**
   * Listens, unless the configuration wants no control plane.
   *
   * @throws IOException with a sentence that names address and remedy
   */
  synchronized void start(
      Engine engine, Lasting lasting, Reloading reloading, Losses losses, Sinks sinks)
      throws IOException {
    if (!config.control().enabled()) {
      return;
    }
    List<Routing.HttpService> features = new ArrayList<>();
    if (measured()) {
      measures.watch(engine).watch(lasting, flows).watch(reloading).watch(losses).watch(sinks);
      features.add(new MetricsRoutes(measures.board()));
    }
    features.addAll(
        List.of(
            new HealthRoutes(lasting.health()),
            new RequestRoutes(flows, streams),
            new LogRoutes(logs, streams),
            new ConfigRoutes(new ControlConfig(reloading)),
            new ConnectionRoutes(() -> connections(engine), tunnels),
            new LimitRoutes(limits(engine, lasting, reloading)),
            new UpstreamRoutes(new LiveUpstreams(lasting.balance())),
            new ExplainRoutes((client, method, url, headers) ->
                explain(reloading.current().config(), lasting, client, method, url, headers)),
            execute,
            new OpenApi()));
    server = bind(token(), new ControlNames(reloading), features);
    lasting.control().is(server.address());
  }

  /** The usual port may be taken, which is nobody's fault; a port that was asked for may not. */
  private ControlServer bind(Token token, ControlNames names, List<Routing.HttpService> features)
      throws IOException {
    int port = config.controlPort().orElse(Control.USUAL_PORT);
    try {
      return ControlServer.start(address(port), token, names, features);
    } catch (IOException e) {
      if (config.controlPort().isPresent()) {
        throw new IOException(
            e.getMessage() + "; stop what uses it, or choose another control.port (0: any)", e);
      }
      ControlServer elsewhere = ControlServer.start(address(0), token, names, features);
      LOG.warn(
          "{}; the control plane listens on port {} instead",
          e.getMessage(),
          elsewhere.address().getPort());
      return elsewhere;
    }
  }

  private InetSocketAddress address(int port) throws IOException {
    Host host = config.control().host();
    InetSocketAddress address = new InetSocketAddress(host.name(), port);
    if (address.isUnresolved()) {
      throw new IOException("control.host " + host + " has no address; write one");
    }
    return address;
  }

  private Path tokenFile() {
    return config.control().tokenFile().orElseGet(state::token);
  }

  /** Without a folder to keep it in there is no token that anybody could know; traffic flows on. */
  private Token token() {
    try {
      if (config.control().tokenFile().isEmpty()) {
        StateFolder.make(state.path());
      }
      return Token.of(tokenFile());
    } catch (IOException e) {
      LOG.warn(
          "the control plane lets nobody in: {}; health and metrics are open all the same",
          Objects.requireNonNullElse(e.getMessage(), e.toString()));
      return Token.random();
    }
  }

  /** Tells other commands where we are; {@code data} are the addresses of the data port. */
  synchronized void announce(List<InetSocketAddress> data) {
    if (server != null) {
      run = RunFile.write(state, data, server.address(), tokenFile());
    }
  }

  private static Object explain(
      Config config,
      Lasting lasting,
      InetAddress client,
      String method,
      String url,
      List<String> headers) {
    try {
      return Explanation.of(config, lasting.asking(), client, method, url, headers).page();
    } catch (BadMessage e) {
      throw new IllegalArgumentException(e.failure().message(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Limits limits(Engine engine, Lasting lasting, Reloading reloading) {
    return new LiveLimits(
        engine,
        lasting,
        () -> reloading.current().config(),
        flows,
        config.control().history().bytes());
  }

  private static List<Connection> connections(Engine engine) {
    long now = System.currentTimeMillis();
    return engine.visits().stream().map(visit -> connection(visit, now)).toList();
  }

  private static Connection connection(Visit visit, long now) {
    var client = visit.client();
    var tls = client.tls();
    return new Connection(
        client.connection(),
        client.ip(),
        dev.fairlead.engine.message.Host.of(client.local().getAddress().getAddress()).uriText()
            + ":"
            + client.local().getPort(),
        Times.text(visit.since()),
        Math.max(0, now - visit.since()),
        tls == null ? null : tls.protocol());
  }

  @Override
  public synchronized void close() {
    streams.close();
    // Before the server, which waits for what is being served.
    execute.close();
    if (run != null) {
      run.close();
      run = null;
    }
    if (server != null) {
      server.close();
      server = null;
    }
  }
}
