package dev.fairlead.engine.upstream.dial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.loop.Transport;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure.Kind;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.upstream.dial.guard.GuardPolicy;
import dev.fairlead.engine.upstream.dial.socket.Connector;
import dev.fairlead.engine.upstream.dial.socket.SocketConnector;
import dev.fairlead.testkit.Eventually;
import dev.fairlead.testkit.FreePort;
import dev.fairlead.testkit.OriginConnection;
import dev.fairlead.testkit.ScriptedOrigin;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DialerTest {
  private static final String PUBLIC = "93.184.215.14";
  private final Bench bench = new Bench();
  private final ScriptedOrigin origin = ScriptedOrigin.raw(DialerTest::greet);

  DialerTest() throws IOException {}

  private static void greet(OriginConnection connection) throws IOException {
    connection.send("hello");
    connection.readUntilClose();
  }

  @AfterEach
  void close() throws IOException {
    bench.close();
    origin.close();
  }

  @Test
  void connectsToTheAddressOfTheName() {
    bench.dns.address("shop.example", 60, "127.0.0.1");

    Dialed dialed = bench.dial(Bench.http("shop.example", origin.port()));

    DialFacts facts = dialed.facts();
    assertThat(facts.remote()).isEqualTo(loopback(origin.port()));
    assertThat(facts.protocol()).isEmpty();
    assertThat(facts.dnsNanos()).isPositive();
    assertThat(facts.connectNanos()).isPositive();
    assertThat(facts.tlsNanos()).isZero();
  }

  @Test
  void theChannelReadsNothingUntilItIsTold() {
    Dialed dialed = bench.dial(Bench.http("127.0.0.1", origin.port()));

    Channel channel = dialed.channel();
    assertThat(channel.config().isAutoRead()).isFalse();
    assertThat(channel.pipeline().names()).hasSize(3);
    Eventually.until(() -> origin.connections() == 1);
    assertThat(dialed.received()).isEmpty();
    channel.read();
    Eventually.until(() -> dialed.received().equals("hello"));
  }

  @Test
  void theSocketHasTheOptionsOfAProxy() {
    SocketChannel channel =
        (SocketChannel) bench.dial(Bench.http("127.0.0.1", origin.port())).channel();

    assertThat(channel.config().isTcpNoDelay()).isTrue();
    assertThat(channel.config().isKeepAlive()).isTrue();
    assertThat(channel.config().isAllowHalfClosure()).isTrue();
  }

  @Test
  void theListenerIsNotCalledBeforeDialReturns() {
    Endpoint denied = Bench.http("169.254.169.254", 80);
    Dialed dialed = new Dialed();
    boolean[] ended = new boolean[1];
    bench.loop.run(() -> {
      dialed.dial = bench.dialer().dial(bench.loop.get(), denied, dialed);
      ended[0] = dialed.ended();
    });

    assertThat(ended[0]).isFalse();
    assertThat(dialed.failure().kind()).isEqualTo(Kind.DESTINATION_DENIED);
  }

  @Test
  void aRefusedAddressGivesWayToTheNext() {
    bench.dns.address("shop.example", 60, "::1", "127.0.0.1");
    int port = origin.port();

    Dialed dialed = bench.dial(Bench.http("shop.example", port));

    assertThat(dialed.facts().remote()).isEqualTo(loopback(port));
    assertThat(bench.asked)
        .extracting(each -> each.getAddress() instanceof Inet6Address)
        .containsExactly(true, false);
  }

  @Test
  void aBlackHoledIpv6AddressCostsAQuarterOfASecond() {
    bench.dns.address("shop.example", 60, "fd00::1:1", "127.0.0.1");
    Connector real = bench.connector;
    bench.connector =
        (loop, address, millis) ->
            address.getAddress() instanceof Inet6Address
                ? unanswered(loop)
                : real.connect(loop, address, millis);

    Dialed dialed = bench.dial(Bench.http("shop.example", origin.port()));

    assertThat(dialed.facts().connectNanos()).isBetween(ms(250), ms(3000));
    assertThat(bench.opened.getFirst().isOpen()).isFalse();
    assertThat(dialed.channel().isActive()).isTrue();
  }

  @Test
  void aPortWhereNobodyListensIsRefused() {
    int port = FreePort.next();
    Dialed dialed = bench.dial(Bench.http("127.0.0.1", port));

    assertThat(dialed.failure().kind()).isEqualTo(Kind.CONNECTION_REFUSED);
    assertThat(dialed.failure().message()).contains("127.0.0.1:" + port);
    assertThat(dialed.dialFailure().gatewayUnreachable()).isFalse();
    bench.awaitNoneOpen();
  }

  @Test
  void silenceEndsWithTheTimeout() {
    bench.timeout = Duration.ofMillis(300);
    bench.connector = (loop, _, _) -> unanswered(loop);

    Dialed dialed = bench.dial(Bench.http("127.0.0.1", 9));

    assertThat(dialed.failure().kind()).isEqualTo(Kind.CONNECTION_TIMEOUT);
    bench.awaitNoneOpen();
  }

  @Test
  void aNameServerThatIsSilentEndsWithTheTimeout() {
    bench.timeout = Duration.ofMillis(300);
    bench.dns.drop("shop.example");

    assertThat(bench.dial(Bench.http("shop.example", 80)).failure().kind())
        .isEqualTo(Kind.DNS_TIMEOUT);
    assertThat(bench.opened).isEmpty();
  }

  @Test
  void anUnknownNameNeverDials() {
    assertThat(bench.dial(Bench.http("nowhere.example", 80)).failure().kind())
        .isEqualTo(Kind.NO_NAME);
    assertThat(bench.opened).isEmpty();
  }

  @Test
  void aPrivateAddressBehindAPublicNameNeverDials() {
    bench.policy = GuardPolicy.strict();
    bench.dns.address("shop.example", 60, "10.0.0.1", "::1");

    assertThat(bench.dial(Bench.http("shop.example", 80)).failure().kind())
        .isEqualTo(Kind.DESTINATION_DENIED);
    assertThat(bench.opened).isEmpty();
  }

  @Test
  void aPinIsGuardedLikeAnAnswer() {
    bench.policy = GuardPolicy.strict();
    bench.pins = Map.of("shop.example", List.of(InetAddress.ofLiteral("10.0.0.1")));

    assertThat(bench.dial(Bench.http("shop.example", 80)).failure().kind())
        .isEqualTo(Kind.DESTINATION_DENIED);
  }

  @Test
  void aPinIsDialled() {
    bench.pins = Map.of("shop.example", List.of(InetAddress.ofLiteral("127.0.0.1")));

    assertThat(bench.dial(Bench.http("shop.example", origin.port())).facts().dnsNanos())
        .isNotNegative();
    assertThat(bench.dns.queries()).isEmpty();
  }

  @Test
  void ofAMixedAnswerOnlyPublicAddressesAreDialled() {
    bench.policy = GuardPolicy.strict();
    bench.dns.address("shop.example", 60, "10.0.0.1", PUBLIC, "127.0.0.1", "fd00::1");
    toOrigin();

    bench.dial(Bench.http("shop.example", 80)).facts();

    assertThat(bench.asked).containsExactly(new InetSocketAddress(PUBLIC, 80));
  }

  @Test
  void theAddressThatWasJudgedIsTheOneThatIsDialled() {
    bench.policy = GuardPolicy.strict();
    bench.dns.address("flip.example", 0, PUBLIC).then("flip.example", 0, "127.0.0.1");
    toOrigin();

    bench.dial(Bench.http("flip.example", 80)).facts();
    Dialed second = bench.dial(Bench.http("flip.example", 80));

    assertThat(bench.asked).containsExactly(new InetSocketAddress(PUBLIC, 80));
    assertThat(second.failure().kind()).isEqualTo(Kind.DESTINATION_DENIED);
  }

  @Test
  void aNamedBackendMayBeLocal() {
    bench.policy = GuardPolicy.strict();
    Host host = Host.parse("127.0.0.1");
    Endpoint named = new Endpoint(host, origin.port(), false, null, Endpoint.Use.HTTP, true);

    assertThat(bench.dial(named).channel().isActive()).isTrue();
  }

  @Test
  void ourOwnListenerIsALoopEvenForANamedBackend() {
    bench.self = (address, port) -> address.isLoopbackAddress() && port == origin.port();
    Host host = Host.parse("::ffff:127.0.0.1");
    Endpoint named = new Endpoint(host, origin.port(), false, null, Endpoint.Use.HTTP, true);

    assertThat(bench.dial(named).failure().kind()).isEqualTo(Kind.LOOP);
    assertThat(origin.connections()).isZero();
  }

  private void toOrigin() {
    SocketConnector real = new SocketConnector(Transport.of(Transport.Choice.NIO));
    InetSocketAddress there = loopback(origin.port());
    bench.connector = (loop, _, millis) -> real.connect(loop, there, millis);
  }

  /** A connection attempt that nobody answers. */
  static ChannelFuture unanswered(EventLoop loop) {
    NioSocketChannel channel = new NioSocketChannel();
    var _ = loop.register(channel);
    return channel.newPromise();
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
  }

  private static long ms(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
