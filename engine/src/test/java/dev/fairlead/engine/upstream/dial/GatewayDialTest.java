package dev.fairlead.engine.upstream.dial;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure.Kind;
import dev.fairlead.engine.message.Gateway;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.upstream.dial.guard.GuardPolicy;
import dev.fairlead.engine.upstream.dial.tls.TlsSettings;
import dev.fairlead.testkit.Eventually;
import dev.fairlead.testkit.FakeGateway;
import dev.fairlead.testkit.FakeGateway.Refusal;
import dev.fairlead.testkit.FakeSocks;
import dev.fairlead.testkit.FreePort;
import dev.fairlead.testkit.OriginConnection;
import dev.fairlead.testkit.ScriptedOrigin;
import dev.fairlead.testkit.TestCa;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayDialTest {
  private static final TestCa CA = TestCa.create();
  private final Bench bench = new Bench();
  private final ScriptedOrigin origin = ScriptedOrigin.raw(GatewayDialTest::echo);
  private final ScriptedOrigin secure =
      ScriptedOrigin.rawTls(CA.leaf("shop.invalid"), GatewayDialTest::echo, "h2", "http/1.1");
  private final FakeGateway plain = FakeGateway.http();
  private final FakeGateway tls = FakeGateway.https(CA.leaf("gw.example"));
  private final FakeSocks socks = FakeSocks.start();
  @TempDir Path folder;

  GatewayDialTest() throws IOException {}

  @BeforeEach
  void trustTheTestAuthority() throws IOException {
    bench.tls = new TlsSettings(List.of(CA.write(folder.resolve("ca.pem"))), null, true);
    bench.dns.address("gw.example", 60, "127.0.0.1");
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
    for (AutoCloseable each : List.of(origin, secure, plain, tls, socks)) {
      each.close();
    }
  }

  private static void echo(OriginConnection connection) throws IOException {
    for (byte[] some = connection.readSome(100); some.length > 0; some = connection.readSome(100)) {
      connection.send(some);
    }
  }

  /* ------------------------------------ what works ------------------------------------ */

  @ParameterizedTest
  @ValueSource(strings = {"HTTP", "HTTPS", "SOCKS5"})
  void aTunnelLeavesTheNameToTheGateway(Gateway.Kind kind) {
    Dialed dialed =
        bench.dial(Bench.tunnel("shop.invalid", origin.port(), gateway(kind, null, true)));

    dialed.converse("ping", "ping");
    assertThat(dialed.channel().pipeline().names()).noneMatch(name -> name.contains("Handshake"));
    assertThat(dialed.facts().protocol()).isEmpty();
    assertThat(bench.dns.queries("shop.invalid")).isZero();
    assertThat(asked(kind)).isEqualTo("shop.invalid:" + origin.port());
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP", "HTTPS", "SOCKS5"})
  void tlsToTheOriginRunsInsideTheTunnel(Gateway.Kind kind) {
    Dialed dialed =
        bench.dial(
            Bench.via(gateway(kind, null, true), Bench.https("shop.invalid", secure.port())));

    dialed.converse("ping", "ping");
    assertThat(dialed.facts().protocol()).isEqualTo("h2");
    assertThat(dialed.facts().tlsNanos()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP", "HTTPS", "SOCKS5"})
  void credentialsAreShownToTheGateway(Gateway.Kind kind) {
    plain.requiring("me", "s:e%c");
    tls.requiring("me", "s:e%c");
    socks.requiring("me", "s:e%c");
    Gateway.Credentials me = new Gateway.Credentials("me", "s:e%c");

    bench
        .dial(Bench.tunnel("shop.invalid", origin.port(), gateway(kind, me, true)))
        .converse("ping", "ping");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP", "HTTPS"})
  void absoluteFormNeedsNoTunnel(Gateway.Kind kind) {
    Endpoint endpoint =
        Bench.via(gateway(kind, null, true), Bench.http("shop.invalid", origin.port()));
    Dialed dialed = bench.dial(endpoint);

    assertThat(endpoint.absoluteForm()).isTrue();
    dialed.converse(
        "OPTIONS http://shop.invalid:1/ HTTP/1.1\r\nHost: shop.invalid:1\r\n\r\n", "502");
    assertThat(fake(kind).last().method()).isEqualTo("OPTIONS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP", "SOCKS5"})
  void withoutRemoteDnsTheAddressIsSent(Gateway.Kind kind) {
    bench.dns.address("shop.example", 60, "::1", "127.0.0.1");

    bench
        .dial(Bench.tunnel("shop.example", origin.port(), gateway(kind, null, false)))
        .converse("ping", "ping");

    assertThat(asked(kind)).isEqualTo("127.0.0.1:" + origin.port());
  }

  @Test
  void bytesBehindTheAnswerBelongToTheTunnel() throws IOException {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n";
    try (ScriptedOrigin eager = answering(head + "SSH-2.0-eager")) {
      Dialed dialed = bench.dial(Bench.tunnel("shop.invalid", 22, at(eager.port())));

      dialed.facts();
      Eventually.until(() -> dialed.received().equals("SSH-2.0-eager"));
    }
  }

  /* ------------------------------------ what does not ------------------------------------ */

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(Refusal.status(407), Kind.GATEWAY_REFUSED, "407"),
        Arguments.of(Refusal.status(403), Kind.GATEWAY_REFUSED, "status 403"),
        Arguments.of(Refusal.status(503), Kind.GATEWAY_REFUSED, "status 503"),
        Arguments.of(Refusal.garbage(), Kind.GATEWAY_REFUSED, "not HTTP/1"),
        Arguments.of(Refusal.close(), Kind.CONNECTION_BROKEN, "closed the connection"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aRefusalIsTheGatewaysAndDoesNotOpenTheWay(Refusal how, Kind kind, String words) {
    plain.refusing(how);
    tls.refusing(how);
    for (Gateway.Kind gateway : List.of(Gateway.Kind.HTTP, Gateway.Kind.HTTPS)) {
      DialFailure failure =
          bench.dial(Bench.tunnel("shop.invalid", 443, gateway(gateway, null, true))).dialFailure();

      assertThat(failure.failure().kind()).isEqualTo(kind);
      assertThat(failure.failure().message()).contains("gateway gw", words);
      assertThat(failure.gatewayUnreachable()).isFalse();
    }
    bench.awaitNoneOpen();
  }

  @Test
  void aGatewayThatHangsOnTheTunnelTimesOut() {
    bench.timeout = Duration.ofMillis(500);
    plain.refusing(Refusal.silence());

    DialFailure failure = bench.dial(Bench.tunnel("shop.invalid", 443, http())).dialFailure();

    assertThat(failure.failure().kind()).isEqualTo(Kind.CONNECTION_TIMEOUT);
    assertThat(failure.failure().message()).contains("gateway gw", "the tunnel");
    assertThat(failure.gatewayUnreachable()).isFalse();
    bench.awaitNoneOpen();
  }

  @Test
  void aSocksGatewayThatNeverGreetsIsUnreachable() throws IOException {
    bench.timeout = Duration.ofMillis(500);
    try (ScriptedOrigin mute = ScriptedOrigin.raw(OriginConnection::readUntilClose)) {
      Gateway gateway = new Gateway("gw", Gateway.Kind.SOCKS5, local(), mute.port(), null, true);
      DialFailure failure = bench.dial(Bench.tunnel("shop.invalid", 443, gateway)).dialFailure();

      assertThat(failure.failure().kind()).isEqualTo(Kind.CONNECTION_TIMEOUT);
      assertThat(failure.gatewayUnreachable()).isTrue();
    }
  }

  @Test
  void aSocksReplyIsPutIntoWords() {
    socks.refusing(2);
    DialFailure failure = bench.dial(Bench.tunnel("shop.invalid", 443, socks5())).dialFailure();

    assertThat(failure.failure().kind()).isEqualTo(Kind.GATEWAY_REFUSED);
    assertThat(failure.failure().message()).contains("not allowed by its rules");
    assertThat(failure.gatewayUnreachable()).isFalse();
  }

  @Test
  void aGatewayWhereNobodyListensIsUnreachable() {
    DialFailure failure =
        bench.dial(Bench.tunnel("shop.invalid", 443, at(FreePort.next()))).dialFailure();

    assertThat(failure.failure().kind()).isEqualTo(Kind.CONNECTION_REFUSED);
    assertThat(failure.failure().message()).contains("gateway gw");
    assertThat(failure.gatewayUnreachable()).isTrue();
  }

  @Test
  void aGatewayWithoutAddressIsUnreachable() {
    Host nowhere = Host.parse("nowhere.example");
    Gateway gateway = new Gateway("gw", Gateway.Kind.HTTP, nowhere, 8080, null, true);

    DialFailure failure = bench.dial(Bench.tunnel("shop.invalid", 443, gateway)).dialFailure();

    assertThat(failure.failure().kind()).isEqualTo(Kind.NO_NAME);
    assertThat(failure.gatewayUnreachable()).isTrue();
  }

  @Test
  void aDestinationWithoutAddressIsNoFaultOfTheGateway() {
    Gateway gateway = gateway(Gateway.Kind.SOCKS5, null, false);
    DialFailure failure = bench.dial(Bench.tunnel("nowhere.example", 443, gateway)).dialFailure();

    assertThat(failure.failure().kind()).isEqualTo(Kind.NO_NAME);
    assertThat(failure.gatewayUnreachable()).isFalse();
  }

  @Test
  void aGatewayWithAWrongCertificateIsNotUnreachable() {
    Gateway gateway = new Gateway("gw", Gateway.Kind.HTTPS, local(), tls.port(), null, true);
    DialFailure failure = bench.dial(Bench.tunnel("shop.invalid", 443, gateway)).dialFailure();

    assertThat(failure.failure().kind()).isEqualTo(Kind.TLS_CERTIFICATE);
    assertThat(failure.failure().message()).contains("gateway gw", "another host");
    assertThat(failure.gatewayUnreachable()).isFalse();
    assertThat(tls.requests()).isEmpty();
  }

  /* ------------------------------------ the guard ------------------------------------ */

  @Test
  void aGatewayMayBeLocalButNotTheAddressBehindIt() {
    bench.policy = GuardPolicy.strict();

    assertThat(bench.dial(Bench.tunnel("10.0.0.1", 443, http())).failure().kind())
        .isEqualTo(Kind.DESTINATION_DENIED);
    assertThat(bench.opened).isEmpty();
    bench.dial(Bench.tunnel("shop.invalid", origin.port(), http())).facts();
  }

  @Test
  void namesAreJudgedHereWhenThePolicySaysSoAndTheJudgedAddressIsSent() {
    bench.policy = new GuardPolicy(false, _ -> false, _ -> false, true);
    bench.dns.address("bad.example", 60, "10.0.0.1").address("good.example", 60, "93.184.215.14");

    assertThat(bench.dial(Bench.tunnel("bad.example", 443, http())).failure().kind())
        .isEqualTo(Kind.DESTINATION_DENIED);
    bench.dial(Bench.tunnel("good.example", origin.port(), http())).facts();
    assertThat(plain.last().target()).isEqualTo("93.184.215.14:" + origin.port());
  }

  @Test
  void aGatewayThatIsOurselvesIsALoop() {
    bench.self = (address, port) -> address.isLoopbackAddress() && port == plain.port();

    DialFailure failure = bench.dial(Bench.tunnel("shop.invalid", 443, http())).dialFailure();

    assertThat(failure.failure().kind()).isEqualTo(Kind.LOOP);
    assertThat(failure.gatewayUnreachable()).isFalse();
  }

  /* ------------------------------------ fixtures ------------------------------------ */

  private static ScriptedOrigin answering(String answer) throws IOException {
    return ScriptedOrigin.raw(connection -> {
      connection.readHead();
      connection.send(answer);
      connection.readUntilClose();
    });
  }

  private FakeGateway fake(Gateway.Kind kind) {
    return kind == Gateway.Kind.HTTPS ? tls : plain;
  }

  private String asked(Gateway.Kind kind) {
    if (kind != Gateway.Kind.SOCKS5) {
      return requireNonNull(fake(kind).last().target());
    }
    FakeSocks.Target target = socks.targets().getLast();
    return target.host() + ":" + target.port();
  }

  private Gateway http() {
    return gateway(Gateway.Kind.HTTP, null, true);
  }

  private Gateway socks5() {
    return gateway(Gateway.Kind.SOCKS5, null, true);
  }

  private static Gateway at(int port) {
    return new Gateway("gw", Gateway.Kind.HTTP, local(), port, null, true);
  }

  private static Host local() {
    return Host.parse("127.0.0.1");
  }

  private Gateway gateway(
      Gateway.Kind kind, Gateway.@Nullable Credentials credentials, boolean remoteDns) {
    int port = kind == Gateway.Kind.SOCKS5 ? socks.port() : fake(kind).port();
    return new Gateway("gw", kind, Host.parse("gw.example"), port, credentials, remoteDns);
  }
}
