package dev.fairlead.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.FakeGateway.Refusal;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"StringConcatToTextBlock", "NullAway.Init"})
final class FakeGatewayTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: made-up.test\r\n\r\n";
  private ScriptedOrigin origin;

  @BeforeEach
  void start() throws IOException {
    origin = ScriptedOrigin.start(Answers.fixed("through"));
  }

  @AfterEach
  void stop() throws IOException {
    origin.close();
  }

  @Test
  void forwardsAbsoluteFormAndKeepsTheConnection() throws Exception {
    try (var gateway = FakeGateway.http();
        var client = RawClient.connect(gateway.port())) {
      String url = "http://made-up.test:" + origin.port() + "/x?y";
      for (int i = 0; i < 2; i++) {
        assertThat(client.exchange("GET " + url + " HTTP/1.1\r\nHost: m\r\n\r\n").text())
            .isEqualTo("through");
      }
      assertThat(gateway.last().target()).isEqualTo(url);
      assertThat(origin.last().target()).isEqualTo("/x?y");
      assertThat(gateway.connections()).isEqualTo(1);
    }
  }

  @Test
  void tunnelsInsideTls() throws Exception {
    var ca = TestCa.create();
    try (var gateway = FakeGateway.https(ca.leaf("gateway.test")).requiring("me", "p:w");
        var client = RawClient.tls(gateway.port(), ca, "gateway.test")) {
      String connect = "CONNECT made-up.test:" + origin.port() + " HTTP/1.1\r\nHost: m\r\n";
      assertThat(client.exchange(connect + "\r\n").status()).isEqualTo(407);
      String login = "Proxy-Authorization: Basic bWU6cDp3\r\n";
      assertThat(client.exchange(connect + login + "\r\n").status()).isEqualTo(200);
      assertThat(client.exchange(GET).text()).isEqualTo("through");
      assertThat(gateway.last().header("proxy-authorization")).isEqualTo("Basic bWU6cDp3");
    }
  }

  @Test
  void tunnelPassesTheHalfCloseOn() throws Exception {
    try (var far = ScriptedOrigin.raw(c -> c.send(c.readUntilClose()));
        var gateway = FakeGateway.http();
        var client = RawClient.connect(gateway.port())) {
      client.exchange("CONNECT a.test:" + far.port() + " HTTP/1.1\r\nHost: a\r\n\r\n");
      client.send("echo");
      client.shutdownOutput();
      assertThat(new String(client.readUntilClose(), ISO_8859_1)).isEqualTo("echo");
    }
  }

  @Test
  void refusesAsTold() throws Exception {
    try (var gateway = FakeGateway.http().refusing(Refusal.status(403));
        var client = RawClient.connect(gateway.port())) {
      String connect = "CONNECT a.test:1 HTTP/1.1\r\nHost: a\r\n\r\n";
      assertThat(client.exchange(connect).status()).isEqualTo(403);
      gateway.refusing(Refusal.silence());
      client.send(connect);
      assertThat(client.silent(Duration.ofMillis(50))).isTrue();
      gateway.refusing(Refusal.garbage());
      client.send(connect);
      assertThat(client.readUntilClose()[0]).isZero();
      assertThat(gateway.requests()).hasSize(3);
    }
  }

  @Test
  void unreachableTargetIs502() throws Exception {
    try (var gateway = FakeGateway.http();
        var client = RawClient.connect(gateway.port())) {
      String connect = "CONNECT a.test:" + FreePort.next() + " HTTP/1.1\r\nHost: a\r\n\r\n";
      assertThat(client.exchange(connect).status()).isEqualTo(502);
    }
  }

  @Test
  void socksTunnelsByNameWithAPassword() throws Exception {
    try (var socks = FakeSocks.start().requiring("u", "p");
        var client = RawClient.connect(socks.port())) {
      client.send(new byte[] {5, 1, 2});
      assertThat(client.readExactly(2)).containsExactly(5, 2);
      client.send("\u0001\u0001u\u0001p");
      assertThat(client.readExactly(2)).containsExactly(1, 0);
      assertThat(requestByName(client)).isZero();
      assertThat(client.exchange(GET).text()).isEqualTo("through");
      assertThat(socks.targets())
          .containsExactly(new FakeSocks.Target("made-up.test", origin.port(), true));
      assertThat(socks.logins()).containsExactly("u:p");
    }
  }

  @Test
  void socksRefusesWithTheCodeGiven() throws Exception {
    try (var socks = FakeSocks.start().refusing(4);
        var client = RawClient.connect(socks.port())) {
      client.send(new byte[] {5, 1, 0});
      client.readExactly(2);
      assertThat(requestByName(client)).isEqualTo((byte) 4);
    }
  }

  @Test
  void socksTurnsAwayWhoBringsNoPassword() throws Exception {
    try (var socks = FakeSocks.start().requiring("u", "p");
        var client = RawClient.connect(socks.port())) {
      client.send(new byte[] {5, 1, 0});
      assertThat(client.readExactly(2)).containsExactly(5, 0xff);
      assertThat(client.closed()).isTrue();
    }
  }

  private byte requestByName(RawClient client) throws IOException {
    client.send(new byte[] {5, 1, 0, 3, 12});
    client.send("made-up.test");
    client.send(new byte[] {(byte) (origin.port() >>> 8), (byte) origin.port()});
    return client.readExactly(10)[1];
  }
}
