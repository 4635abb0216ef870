package dev.fairlead.app.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.FakeGateway;
import dev.fairlead.testkit.FakeSocks;
import dev.fairlead.testkit.FreePort;
import dev.fairlead.testkit.RawResponse;
import dev.fairlead.testkit.ScriptedOrigin;
import dev.fairlead.testkit.TestCa;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Egress rules and the gateways they lead to. */
final class GatewayTest {
  private static final String OPEN =
      "guard: {private_addresses: allow}, connect_ports: [\"1-65535\"]";

  @TempDir Path folder;

  private static RawResponse get(Proxy proxy, String host, int port) throws IOException {
    String authority = host + ":" + port;
    return proxy.ask("GET http://" + authority + "/ HTTP/1.1", "Host: " + authority);
  }

  private static RawResponse connect(Proxy proxy, String host, int port) throws IOException {
    String authority = host + ":" + port;
    return proxy.ask("CONNECT " + authority + " HTTP/1.1", "Host: " + authority);
  }

  /** One gateway for {@code *.far.example}; names exist nowhere, so only the gateway knows them. */
  private Proxy start(String url, String more) throws IOException {
    return Proxy.start(
        folder,
        """
        egress: {%s, rules: ["*.far.example", "-near.far.example"], gateways: {g: {url: "%s"}}%s}
        upstream: {tls: {ca: [ca.pem]}, hosts: {near.far.example: [127.0.0.1]}}
        """
            .formatted(OPEN, url, more));
  }

  @Test
  void rulesChooseBetweenGatewayAndDirect() throws Exception {
    TestCa.create().write(folder.resolve("ca.pem"));
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var gateway = FakeGateway.http().requiring("me", "p@ss:word");
        var proxy = start("http://me:p%40ss%3Aword@127.0.0.1:" + gateway.port(), "")) {
      assertThat(get(proxy, "a.far.example", origin.port()).text()).isEqualTo("ok");
      assertThat(gateway.last().target()).isEqualTo("http://a.far.example:" + origin.port() + "/");
      String sent = String.valueOf(gateway.last().header("Proxy-Authorization"));
      assertThat(new String(Base64.getDecoder().decode(sent.substring(6)), StandardCharsets.UTF_8))
          .isEqualTo("me:p@ss:word");
      assertThat(origin.last().header("Proxy-Authorization")).isNull();

      try (var tunnel = proxy.tunnel("b.far.example:" + origin.port())) {
        assertThat(gateway.last().method()).isEqualTo("CONNECT");
        assertThat(tunnel.exchange(Proxy.text("GET / HTTP/1.1", "Host: b")).text()).isEqualTo("ok");
        assertThat(origin.last().header("Proxy-Authorization")).isNull();
      }
      int before = gateway.requests().size();
      assertThat(get(proxy, "near.far.example", origin.port()).text()).isEqualTo("ok");
      assertThat(gateway.requests()).hasSize(before);
    }
  }

  @Test
  void aClientsCredentialsReachNeitherGatewayNorOrigin() throws Exception {
    TestCa.create().write(folder.resolve("ca.pem"));
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var gateway = FakeGateway.http();
        var proxy = start("http://127.0.0.1:" + gateway.port(), "")) {
      String authority = "a.far.example:" + origin.port();
      proxy.ask(
          "GET http://" + authority + "/ HTTP/1.1",
          "Host: " + authority,
          "Proxy-Authorization: Basic c2VjcmV0OnNlY3JldA==");
      assertThat(gateway.last().header("Proxy-Authorization")).isNull();
      assertThat(origin.last().header("Proxy-Authorization")).isNull();
    }
  }

  @Test
  void aGatewayInTlsIsVerifiedByItsOwnName() throws Exception {
    TestCa ca = TestCa.create();
    ca.write(folder.resolve("ca.pem"));
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var good = FakeGateway.https(ca.leaf("localhost"));
        var bad = FakeGateway.https(ca.leaf("other.example"))) {
      try (var proxy = start("https://localhost:" + good.port(), "")) {
        assertThat(get(proxy, "a.far.example", origin.port()).text()).isEqualTo("ok");
        assertThat(connect(proxy, "a.far.example", origin.port()).status()).isEqualTo(200);
      }
      try (var proxy = start("https://localhost:" + bad.port(), "")) {
        assertThat(get(proxy, "a.far.example", origin.port()).status()).isEqualTo(502);
        assertThat(bad.requests()).isEmpty();
      }
    }
  }

  @Test
  void socksGetsTheNameAndTheCredentials() throws Exception {
    TestCa.create().write(folder.resolve("ca.pem"));
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var socks = FakeSocks.start().requiring("me", "pw");
        var proxy = start("socks5://me:pw@127.0.0.1:" + socks.port(), "")) {
      assertThat(get(proxy, "a.far.example", origin.port()).text()).isEqualTo("ok");
      assertThat(connect(proxy, "b.far.example", origin.port()).status()).isEqualTo(200);
      assertThat(socks.targets())
          .containsExactly(
              new FakeSocks.Target("a.far.example", origin.port(), true),
              new FakeSocks.Target("b.far.example", origin.port(), true));
      socks.refusing(2);
      RawResponse refused = connect(proxy, "b.far.example", origin.port());
      assertThat(refused.status()).isEqualTo(502);
      assertThat(refused.header("Proxy-Status")).contains("error=");
    }
  }

  @Test
  void severalGatewaysAreChosenByRoutes() throws Exception {
    TestCa.create().write(folder.resolve("ca.pem"));
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var one = FakeGateway.http();
        var two = FakeGateway.http();
        var proxy =
            Proxy.start(
                folder,
                """
                egress:
                  rules: ["*.example"]
                  gateway: one
                  gateways: {one: {url: "http://127.0.0.1:%d"}, two: {url: "http://127.0.0.1:%d"}}
                  routes: [{hosts: ["*.second.example"], gateway: two}]
                """
                    .formatted(one.port(), two.port()))) {
      get(proxy, "a.first.example", origin.port());
      get(proxy, "a.second.example", origin.port());
      assertThat(one.requests()).hasSize(1);
      assertThat(two.requests()).hasSize(1);
      assertThat(two.last().header("Host")).isEqualTo("a.second.example:" + origin.port());
    }
  }

  @Test
  void aGatewaysRefusalIsNotTheOrigins() throws Exception {
    TestCa.create().write(folder.resolve("ca.pem"));
    try (var origin = ScriptedOrigin.start(Answers.fixed(503, "origin says"));
        var gateway = FakeGateway.http();
        var proxy = start("http://127.0.0.1:" + gateway.port(), "")) {
      RawResponse origins = get(proxy, "a.far.example", origin.port());
      assertThat(origins.status()).isEqualTo(503);
      assertThat(origins.text()).isEqualTo("origin says");

      gateway.refusing(FakeGateway.Refusal.status(407));
      RawResponse refused = get(proxy, "a.far.example", origin.port());
      assertThat(refused.status()).isEqualTo(502);
      assertThat(refused.header("Proxy-Status")).contains("destination_unavailable");
      assertThat(refused.header("Proxy-Authenticate")).isNull();

      gateway.refusing(FakeGateway.Refusal.status(503));
      RawResponse tunnel = connect(proxy, "a.far.example", origin.port());
      assertThat(tunnel.status()).isEqualTo(502);
      assertThat(tunnel.text()).contains("gateway g");
    }
  }

  @Test
  void anUnreachableGatewayMeansRefusalUnlessItFailsOpen() throws Exception {
    TestCa.create().write(folder.resolve("ca.pem"));
    int nobody = FreePort.next();
    try (var origin = ScriptedOrigin.start(Answers.fixed("direct"))) {
      String yaml =
          """
          egress: {%s, rules: ["*"], gateways: {g: {url: "http://127.0.0.1:%d"}}, fail: %s}
          upstream: {hosts: {a.far.example: [127.0.0.1]}}
          """;
      try (var proxy = Proxy.start(folder, yaml.formatted(OPEN, nobody, "closed"))) {
        assertThat(get(proxy, "a.far.example", origin.port()).status()).isEqualTo(502);
        assertThat(connect(proxy, "a.far.example", origin.port()).status()).isEqualTo(502);
        assertThat(origin.connections()).isZero();
      }
      try (var proxy = Proxy.start(folder, yaml.formatted(OPEN, nobody, "open"))) {
        assertThat(get(proxy, "a.far.example", origin.port()).text()).isEqualTo("direct");
        assertThat(connect(proxy, "a.far.example", origin.port()).status()).isEqualTo(200);
      }
    }
  }
}
