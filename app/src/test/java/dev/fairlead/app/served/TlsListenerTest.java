package dev.fairlead.app.served;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.testkit.Eventually;
import dev.fairlead.testkit.FreePort;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS towards clients. */
final class TlsListenerTest {
  private static final String HEALTH = Proxy.text("GET /health HTTP/1.1", "Host: localhost");
  private static final String TLS = "server: {tls: {cert: one.pem, key: one.key%s}}\n";

  @TempDir Path folder;
  private TestCa ca;

  @BeforeEach
  void certificates() throws IOException {
    ca = TestCa.create();
    ca.leaf("one.example", "localhost").write(folder, "one");
    ca.leaf("two.example", "*.two.example").write(folder, "two");
  }

  @Test
  void onePortSpeaksPlainTextAndTls() throws Exception {
    try (var proxy = Proxy.start(folder, TLS.formatted(""));
        var plain = proxy.connect();
        var tls = RawClient.tls(proxy.port(), ca, "one.example")) {
      assertThat(plain.exchange(HEALTH).status()).isEqualTo(200);
      assertThat(tls.exchange(HEALTH).status()).isEqualTo(200);
      try (var h2 = RawClient.tls(proxy.port(), ca, "one.example", "h2", "http/1.1")) {
        assertThat(h2.alpn()).isEqualTo("h2");
      }
    }
  }

  @Test
  void http2CanBeTurnedOff() throws Exception {
    try (var proxy = Proxy.start(folder, TLS.formatted("").replace("tls:", "http2: false, tls:"));
        var client = RawClient.tls(proxy.port(), ca, "one.example", "h2", "http/1.1")) {
      assertThat(client.alpn()).isEqualTo("http/1.1");
    }
  }

  @Test
  void aPortOfItsOwnSpeaksTlsAlone() throws Exception {
    int port = FreePort.next();
    try (var proxy = Proxy.start(folder, TLS.formatted(", port: " + port))) {
      assertThat(proxy.running().addresses().get(1).getPort()).isEqualTo(port);
      try (var tls = RawClient.tls(port, ca, "one.example")) {
        assertThat(tls.exchange(HEALTH).status()).isEqualTo(200);
      }
      assertThatThrownBy(() -> RawClient.tls(proxy.port(), ca, "one.example").close())
          .isInstanceOf(IOException.class);
      try (var plain = RawClient.connect(port)) {
        plain.send(HEALTH);
        assertThat(new String(plain.readUntilClose(), java.nio.charset.StandardCharsets.US_ASCII))
            .doesNotContain("200 OK");
      }
    }
  }

  @Test
  void onlyOneListenerMayTakeAnyPort() {
    assertThatThrownBy(() -> Proxy.start(folder, TLS.formatted(", port: 0")).close())
        .hasMessageContaining("is 0 like server.port");
  }

  @Test
  void theNameAskedForChoosesTheCertificate() throws Exception {
    try (var proxy =
        Proxy.start(folder, TLS.formatted(", certificates: [{cert: two.pem, key: two.key}]"))) {
      for (String name : List.of("one.example", "two.example", "a.two.example", "localhost")) {
        try (var client = RawClient.tls(proxy.port(), ca, name)) {
          assertThat(client.exchange(HEALTH).status()).as(name).isEqualTo(200);
        }
      }
      assertThatThrownBy(() -> RawClient.tls(proxy.port(), ca, "three.example").close())
          .isInstanceOf(SSLException.class);
    }
  }

  @Test
  void aRenewedCertificateIsUsedWithoutARestart() throws Exception {
    try (var proxy = Proxy.start(folder, TLS.formatted(""));
        var before = RawClient.tls(proxy.port(), ca, "one.example")) {
      ca.leaf("renewed.example").write(folder, "one");
      Eventually.until(
          "the new certificate",
          () -> {
            RawClient.tls(proxy.port(), ca, "renewed.example").close();
            return true;
          });
      assertThat(before.exchange(HEALTH).status()).isEqualTo(200);

      Files.writeString(folder.resolve("one.pem"), "no certificate");
      proxy.logged("was not reloaded");
      RawClient.tls(proxy.port(), ca, "renewed.example").close();
    }
  }

  @Test
  void anOldVersionIsRefused() throws Exception {
    try (var proxy = Proxy.start(folder, TLS.formatted(", min_version: \"1.3\""))) {
      assertThat(handshake(proxy.port(), "TLSv1.3")).isEqualTo("TLSv1.3");
      assertThatThrownBy(() -> handshake(proxy.port(), "TLSv1.2")).isInstanceOf(IOException.class);
    }
    try (var proxy = Proxy.start(folder, TLS.formatted(""))) {
      assertThat(handshake(proxy.port(), "TLSv1.2")).isEqualTo("TLSv1.2");
    }
  }

  private String handshake(int port, String version) throws IOException {
    var factory = ca.trustingContext().getSocketFactory();
    try (var socket = (SSLSocket) factory.createSocket("127.0.0.1", port)) {
      socket.setEnabledProtocols(new String[] {version});
      socket.setSoTimeout(5000);
      socket.startHandshake();
      return socket.getSession().getProtocol();
    }
  }
}
