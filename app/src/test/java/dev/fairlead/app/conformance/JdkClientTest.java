package dev.fairlead.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Bodies;
import dev.fairlead.testkit.HttpOrigin;
import dev.fairlead.testkit.TestCa;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JDK's own client, HTTP/1.1 and HTTP/2, through every door. */
class JdkClientTest {
  private static final int SIZE = 1 << 20;

  @TempDir private Path folder;
  private final TestCa ca = TestCa.create();

  private static void assertBody(HttpClient client, String base, Version version) throws Exception {
    HttpResponse<byte[]> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(base + "/bytes/" + SIZE)).build(),
            BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.version()).isEqualTo(version);
    assertThat(Bodies.sha256(answer.body())).isEqualTo(Bodies.sha256(SIZE));
  }

  private HttpClient.Builder client(Version version) {
    return HttpClient.newBuilder().version(version).sslContext(ca.trustingContext());
  }

  private static ProxySelector via(InProcess proxy) {
    return ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()));
  }

  @Test
  void speaksBothVersionsToTheReverseDoor() throws Exception {
    ca.leaf("127.0.0.1").write(folder, "server");
    String server = "server: {tls: {cert: server.pem, key: server.key}}\n";
    try (var origin = HttpOrigin.start();
        var proxy =
            InProcess.start(
                folder, server + "routing: {default_backend: http://" + origin.authority() + "}");
        var http1 = client(Version.HTTP_1_1).build();
        var http2 = client(Version.HTTP_2).build()) {
      assertBody(http1, "http://" + proxy.authority(), Version.HTTP_1_1);
      assertBody(http1, "https://" + proxy.authority(), Version.HTTP_1_1);
      assertBody(http2, "https://" + proxy.authority(), Version.HTTP_2);
    }
  }

  @Test
  void forwardsAndTunnels() throws Exception {
    try (var plain = HttpOrigin.start();
        var secure = HttpOrigin.startTls(ca.leaf("127.0.0.1"));
        var proxy = InProcess.start(folder, "");
        var http1 = client(Version.HTTP_1_1).proxy(via(proxy)).build();
        var http2 = client(Version.HTTP_2).proxy(via(proxy)).build()) {
      assertBody(http1, "http://" + plain.authority(), Version.HTTP_1_1);
      assertThat(plain.last().header("via")).startsWith("1.1 fairlead");
      assertBody(http1, "https://" + secure.authority(), Version.HTTP_1_1);
      assertBody(http2, "https://" + secure.authority(), Version.HTTP_2);
    }
  }

  @Test
  void answersTheChallenge() throws Exception {
    String auth = "auth: {required: true, users: [{name: ann, password: not-a-secret}]}";
    var ann =
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication("ann", "not-a-secret".toCharArray());
          }
        };
    try (var plain = HttpOrigin.start();
        var proxy = InProcess.start(folder, auth);
        var client = client(Version.HTTP_1_1).proxy(via(proxy)).authenticator(ann).build()) {
      assertBody(client, "http://" + plain.authority(), Version.HTTP_1_1);
      assertThat(plain.last().header("proxy-authorization")).isNull();
    }
  }
}
