package dev.fairlead.engine.upstream.dial;

import dev.fairlead.engine.loop.Transport;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Gateway;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.upstream.dial.dns.Resolver;
import dev.fairlead.engine.upstream.dial.dns.ResolverSettings;
import dev.fairlead.engine.upstream.dial.guard.AddressGuard;
import dev.fairlead.engine.upstream.dial.guard.GuardPolicy;
import dev.fairlead.engine.upstream.dial.guard.SelfCheck;
import dev.fairlead.engine.upstream.dial.socket.Connector;
import dev.fairlead.engine.upstream.dial.socket.SocketConnector;
import dev.fairlead.engine.upstream.dial.tls.TlsSettings;
import dev.fairlead.engine.upstream.dial.tls.UpstreamTls;
import dev.fairlead.testkit.Eventually;
import dev.fairlead.testkit.FakeDns;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A dialer on one loop with a fake name server; by default local addresses are allowed. */
final class Bench implements AutoCloseable, Connector {
  /** Names no test may resolve by accident; nothing is read from the machine. */
  private static final Path NOWHERE = Path.of("/nonexistent");

  final TestLoop loop = new TestLoop();
  final FakeDns dns = FakeDns.start();
  final List<InetSocketAddress> asked = new CopyOnWriteArrayList<>();
  final List<Channel> opened = new CopyOnWriteArrayList<>();
  GuardPolicy policy = new GuardPolicy(true, _ -> false, _ -> false, false);
  SelfCheck self = (_, _) -> false;
  NameCheck names = NameCheck.NONE;
  TlsSettings tls = TlsSettings.system();
  Duration timeout = Duration.ofSeconds(10);
  Map<String, List<InetAddress>> pins = Map.of();

  /** Where to connect instead, by the address that was asked for. */
  Connector connector = new SocketConnector(Transport.of(Transport.Choice.NIO));

  private final List<Resolver> resolvers = new ArrayList<>();
  private @Nullable Dialer dialer;

  Bench() throws IOException {}

  /** The dialer as configured when it is first asked for. */
  Dialer dialer() {
    if (dialer == null) {
      AddressGuard guard = new AddressGuard(policy, self);
      dialer = new Dialer(this, resolver(), guard, names, UpstreamTls.create(tls), timeout);
    }
    return dialer;
  }

  private Resolver resolver() {
    ResolverSettings settings =
        new ResolverSettings(
            pins,
            List.of(dns.address()),
            NOWHERE,
            NOWHERE,
            Duration.ofSeconds(2),
            Duration.ZERO,
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            100);
    Resolver resolver = new Resolver(settings, Transport.of(Transport.Choice.NIO));
    resolvers.add(resolver);
    return resolver;
  }

  @Override
  public ChannelFuture connect(EventLoop at, InetSocketAddress address, int timeoutMillis) {
    asked.add(address);
    ChannelFuture attempt = connector.connect(at, address, timeoutMillis);
    opened.add(attempt.channel());
    return attempt;
  }

  /** Dials and waits for the end. */
  Dialed dial(Endpoint endpoint) {
    return begin(endpoint).await();
  }

  /** Begins to dial. */
  Dialed begin(Endpoint endpoint) {
    Dialed dialed = new Dialed();
    dialed.dial = dialer().dial(loop.get(), endpoint, dialed);
    return dialed;
  }

  void cancel(Dialed dialed) {
    loop.run(() -> dialed.dial().cancel());
  }

  void awaitNoneOpen() {
    Eventually.until("all channels are closed", () -> opened.stream().noneMatch(Channel::isOpen));
  }

  /** A plain HTTP endpoint. */
  static Endpoint http(String host, int port) {
    return new Endpoint(Host.parse(host), port, false, null, Endpoint.Use.HTTP, false);
  }

  /** An HTTP endpoint inside TLS. */
  static Endpoint https(String host, int port) {
    return new Endpoint(Host.parse(host), port, true, null, Endpoint.Use.HTTP, false);
  }

  /** The same through a gateway. */
  static Endpoint via(Gateway gateway, Endpoint endpoint) {
    return new Endpoint(
        endpoint.host(), endpoint.port(), endpoint.tls(), gateway, endpoint.use(), false);
  }

  /** A tunnel through a gateway, or direct. */
  static Endpoint tunnel(String host, int port, @Nullable Gateway gateway) {
    return new Endpoint(Host.parse(host), port, false, gateway, Endpoint.Use.TUNNEL, false);
  }

  @Override
  public void close() {
    opened.forEach(each -> each.close().syncUninterruptibly());
    loop.run(() -> resolvers.forEach(Resolver::close));
    loop.close();
    dns.close();
  }
}
