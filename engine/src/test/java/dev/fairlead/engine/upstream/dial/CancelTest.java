package dev.fairlead.engine.upstream.dial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Gateway;
import dev.fairlead.engine.message.Host;
import dev.fairlead.testkit.Eventually;
import dev.fairlead.testkit.OriginConnection;
import dev.fairlead.testkit.ScriptedOrigin;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CancelTest {
  private final Bench bench = new Bench();
  private final ScriptedOrigin mute = ScriptedOrigin.raw(OriginConnection::readUntilClose);

  CancelTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    bench.close();
    mute.close();
  }

  @Test
  void beforeItBegins() {
    Dialed dialed = new Dialed();
    bench.loop.run(() ->
        bench
            .dialer()
            .dial(bench.loop.get(), Bench.http("127.0.0.1", mute.port()), dialed)
            .cancel());

    assertSilentAndClosed(dialed);
    assertThat(bench.opened).isEmpty();
  }

  @Test
  void whileResolving() {
    bench
        .dns
        .address("shop.example", 60, "127.0.0.1")
        .delay("shop.example", Duration.ofMillis(200));
    Dialed dialed = bench.begin(Bench.http("shop.example", mute.port()));
    Eventually.until(() -> bench.dns.queries("shop.example") == 2);
    bench.cancel(dialed);
    Dialed second = bench.dial(Bench.http("shop.example", mute.port()));

    assertThat(second.channel().isActive()).isTrue();
    assertThat(dialed.calls()).isZero();
    assertThat(bench.opened).containsExactly(second.channel());
  }

  @Test
  void whileConnecting() {
    bench.connector = (loop, _, _) -> DialerTest.unanswered(loop);
    bench.dns.address("shop.example", 60, "127.0.0.1", "127.0.0.2");
    Dialed dialed = bench.begin(Bench.http("shop.example", mute.port()));
    Eventually.until(() -> bench.opened.size() == 2);
    bench.cancel(dialed);

    assertSilentAndClosed(dialed);
  }

  @Test
  void duringTheTlsHandshake() {
    Dialed dialed = bench.begin(Bench.https("127.0.0.1", mute.port()));
    Eventually.until(() -> mute.received(0).length > 0);
    bench.cancel(dialed);

    assertSilentAndClosed(dialed);
  }

  @Test
  void duringTheGatewayHandshake() {
    for (Gateway.Kind kind : Gateway.Kind.values()) {
      Host host = Host.parse("127.0.0.1");
      int before = mute.connections();
      Gateway gateway = new Gateway("gw", kind, host, mute.port(), null, true);
      Endpoint endpoint = Bench.tunnel("shop.invalid", 443, gateway);
      Dialed dialed = bench.begin(endpoint);
      Eventually.until(() -> mute.received(before).length > 0);
      bench.cancel(dialed);

      assertSilentAndClosed(dialed);
    }
  }

  @Test
  void afterTheEndItDoesNothing() {
    Dialed dialed = bench.dial(Bench.http("127.0.0.1", mute.port()));
    bench.cancel(dialed);

    assertThat(dialed.channel().isActive()).isTrue();
    assertThat(dialed.calls()).isEqualTo(1);
  }

  private void assertSilentAndClosed(Dialed dialed) {
    bench.awaitNoneOpen();
    Eventually.until(() -> mute.openConnections() == 0);
    bench.loop.run(() -> {});
    assertThat(dialed.calls()).isZero();
  }
}
