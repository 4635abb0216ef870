package dev.fairlead.engine;

import dev.fairlead.engine.connection.ListenerSettings;
import dev.fairlead.engine.connection.Service;
import dev.fairlead.engine.exchange.Forwarding;
import dev.fairlead.engine.exchange.Hops;
import dev.fairlead.engine.exchange.Policy;
import dev.fairlead.engine.exchange.ReplayBudget;
import dev.fairlead.engine.exchange.Replies;
import dev.fairlead.engine.exchange.Router;
import dev.fairlead.engine.exchange.Timeouts;
import dev.fairlead.engine.filter.Filter;
import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.http1.Http1Limits;
import dev.fairlead.engine.http2.Http2Limits;
import dev.fairlead.engine.loop.Transport;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.message.OneTarget;
import dev.fairlead.engine.message.Route;
import dev.fairlead.engine.upstream.balance.Group;
import dev.fairlead.engine.upstream.dial.Dialer;
import dev.fairlead.engine.upstream.dial.dns.Resolver;
import dev.fairlead.engine.upstream.dial.dns.ResolverSettings;
import dev.fairlead.engine.upstream.dial.guard.AddressGuard;
import dev.fairlead.engine.upstream.dial.guard.GuardPolicy;
import dev.fairlead.engine.upstream.dial.tls.TlsSettings;
import dev.fairlead.engine.upstream.dial.tls.UpstreamTls;
import dev.fairlead.engine.upstream.pool.Pool;
import dev.fairlead.engine.upstream.pool.PoolLimits;
import dev.fairlead.testkit.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A whole engine on a free loopback port, with everything that a test wants to change. */
public final class TestEngine implements AutoCloseable {
  public Timeouts timeouts =
      new Timeouts(
          Duration.ofSeconds(5), Duration.ofSeconds(5), 0, Duration.ofSeconds(5), Duration.ZERO);
  public Service.Patience patience =
      new Service.Patience(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5));
  public PoolLimits pool =
      new PoolLimits(64, 16, Duration.ofSeconds(30), 64, Duration.ofSeconds(5));
  public ListenerSettings listener =
      new ListenerSettings(
          null, false, true, ListenerSettings.ProxyProtocol.OFF, _ -> true, 1000, 1000);
  public Http1Limits limits = Http1Limits.DEFAULT;
  public List<Filter> filters = new ArrayList<>();
  public Router router;
  public List<Group> groups = List.of();
  public List<Path> authorities = new ArrayList<>();
  public String pseudonym = "test-proxy";
  public final Queue<Flow> flows = new ConcurrentLinkedQueue<>();

  private final Engine engine;

  public TestEngine(Router router) {
    this.router = router;
    this.engine = new Engine(Transport.of(Transport.Choice.AUTO), 2);
  }

  /** Sends everything in origin-form to one backend, and other forms where they say. */
  public static TestEngine towards(int backend) {
    return new TestEngine((request, _) ->
        switch (request.form()) {
          case ORIGIN, ASTERISK ->
              request.isConnect()
                  ? forward(Door.TUNNEL, "localhost", backend, Endpoint.Use.TUNNEL)
                  : forward(
                      Door.REVERSE,
                      "127.0.0.1",
                      backend,
                      request.headers().contains(dev.fairlead.engine.message.FieldName.UPGRADE)
                              || request.protocol() != null
                          ? Endpoint.Use.HTTP_1
                          : Endpoint.Use.HTTP);
          case ABSOLUTE ->
              forward(
                  Door.FORWARD,
                  Objects.requireNonNull(request.authority()).host().text(),
                  Objects.requireNonNull(request.authority()).portOr(80),
                  Endpoint.Use.HTTP);
          case AUTHORITY ->
              forward(
                  Door.TUNNEL,
                  Objects.requireNonNull(request.authority()).host().text(),
                  Objects.requireNonNull(request.authority()).port(),
                  Endpoint.Use.TUNNEL);
        });
  }

  public static Route.Forward forward(Door door, String host, int port, Endpoint.Use use) {
    Route.Rewrite rewrite = door == Door.REVERSE ? new Route.Rewrite("", "", true) : null;
    return new Route.Forward(
        door,
        "test",
        new OneTarget(new Endpoint(Host.parse(host), port, false, null, use, true)),
        rewrite,
        Duration.ofSeconds(5),
        Long.MAX_VALUE);
  }

  public TestEngine start() throws IOException {
    engine.use(world());
    return this;
  }

  private World world() {
    return new World(
        Map.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), listener),
        new Policy(
            filters,
            router,
            new Hops(pseudonym, new Forwarding(_ -> false)),
            new Replies(),
            timeouts,
            new ReplayBudget(1 << 20),
            List.of(flows::add)),
        groups,
        new Pool.Settings(dialer(), pool, Map.of(), Http1Limits.DEFAULT, Http2Limits.UPSTREAMS),
        limits,
        Http2Limits.CLIENTS,
        patience);
  }

  private Dialer dialer() {
    return new Dialer(
        engine.transport(),
        new Resolver(ResolverSettings.system(Map.of(), List.of()), engine.transport()),
        new AddressGuard(GuardPolicy.strict(), engine::isSelf),
        UpstreamTls.create(new TlsSettings(authorities, null, true)),
        Duration.ofSeconds(5));
  }

  public int port() {
    return engine.addresses().getFirst().getPort();
  }

  public Engine engine() {
    return engine;
  }

  /** Waits for that many flows to have ended and returns the last one. */
  public Flow flow(int number) {
    Eventually.until(number + " flows", () -> flows.size() >= number);
    return List.copyOf(flows).get(number - 1);
  }

  @Override
  public void close() {
    engine.close();
  }
}
