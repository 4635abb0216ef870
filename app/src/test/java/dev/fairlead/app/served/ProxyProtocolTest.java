package dev.fairlead.app.served;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.ScriptedOrigin;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PROXY protocol: whom a load balancer says it speaks for. */
final class ProxyProtocolTest {
  private static final String REQUEST = Proxy.text("GET / HTTP/1.1", "Host: a.example");
  private static final String V1 = "PROXY TCP4 192.0.2.7 192.0.2.1 40000 443\r\n";

  @TempDir Path folder;

  private Proxy start(ScriptedOrigin origin, String server) throws IOException {
    return Proxy.start(
        folder,
        "server: {%s}\nrouting: {default_backend: \"http://%s\"}\n"
            .formatted(server, origin.authority()));
  }

  private static String forwardedFor(Proxy proxy, ScriptedOrigin origin, String header)
      throws IOException {
    try (var client = proxy.connect()) {
      client.send(header + REQUEST);
      client.readResponse();
    }
    return String.valueOf(origin.last().header("X-Forwarded-For"));
  }

  /** Version 2, TCP over IPv4, from 198.51.100.9:40000. */
  private static String v2() {
    byte[] bytes = {
      0x0d,
      0x0a,
      0x0d,
      0x0a,
      0x00,
      0x0d,
      0x0a,
      0x51,
      0x55,
      0x49,
      0x54,
      0x0a,
      0x21,
      0x11,
      0,
      12,
      (byte) 198,
      51,
      100,
      9,
      (byte) 192,
      0,
      2,
      1,
      (byte) 0x9c,
      0x40,
      1,
      (byte) 0xbb
    };
    return new String(bytes, ISO_8859_1);
  }

  @Test
  void bothVersionsAreBelievedFromTrustedPeers() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy = start(origin, "proxy_protocol: optional, trusted_proxies: [127.0.0.1]")) {
      assertThat(forwardedFor(proxy, origin, V1)).isEqualTo("192.0.2.7");
      assertThat(forwardedFor(proxy, origin, v2())).isEqualTo("198.51.100.9");
      assertThat(forwardedFor(proxy, origin, "")).isEqualTo("127.0.0.1");
      proxy.logged(" 192.0.2.7 ");
      proxy.logged(" 198.51.100.9 ");
    }
  }

  @Test
  void requiredMeansThatNothingElseComesIn() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy = start(origin, "proxy_protocol: required, trusted_proxies: [127.0.0.1]");
        var without = proxy.connect()) {
      without.send(REQUEST);
      assertThat(without.readUntilClose()).isEmpty();
      assertThat(forwardedFor(proxy, origin, V1)).isEqualTo("192.0.2.7");
    }
  }

  @Test
  void aStrangersHeaderIsNoProxyHeader() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy = start(origin, "proxy_protocol: optional, trusted_proxies: [10.0.0.1]");
        var client = proxy.connect()) {
      client.send(V1 + REQUEST);
      assertThat(client.readResponse().status()).isEqualTo(400);
      assertThat(origin.requests()).isZero();
    }
  }
}
