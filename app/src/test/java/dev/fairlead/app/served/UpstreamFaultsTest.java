package dev.fairlead.app.served;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.FreePort;
import dev.fairlead.testkit.RawResponse;
import dev.fairlead.testkit.ScriptedOrigin;
import dev.fairlead.testkit.TestCa;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client learns of an upstream that fails, and what only the log says. */
final class UpstreamFaultsTest {
  private static final String CUT = "HTTP/1.1 200 OK\r\n\r\nonly half of";

  @TempDir Path folder;

  private static String backend(String url) {
    return "routing: {default_backend: \"%s\"}\n".formatted(url);
  }

  private static void assertDiscreet(RawResponse answer, String... secrets) {
    assertThat(answer.text()).contains("the backend could not answer").doesNotContain(secrets);
    assertThat(answer.header("Proxy-Status"))
        .contains("the backend could not answer")
        .doesNotContain(secrets);
  }

  @Test
  void strangersDoNotLearnWhatLiesBehindTheReverseDoor() throws Exception {
    int nobody = FreePort.next();
    try (var proxy = Proxy.start(folder, backend("http://127.0.0.1:" + nobody))) {
      RawResponse refused = proxy.ask("GET /down HTTP/1.1", "Host: a.example");
      assertThat(refused.status()).isEqualTo(502);
      assertDiscreet(refused, "127.0.0.1", "refused the connection");
      assertThat(proxy.logged("/down")).contains("127.0.0.1:" + nobody);
    }
  }

  @Test
  void norHowItsResponsesAreBroken() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.rawThenClose("SSH-2.0-OpenSSH_9.2\r\n"));
        var proxy = Proxy.start(folder, backend("http://" + origin.authority()))) {
      RawResponse broken = proxy.ask("GET / HTTP/1.1", "Host: a.example");
      assertThat(broken.status()).isEqualTo(502);
      assertDiscreet(broken, "127.0.0.1", "SSH", "HTTP/1.0 or HTTP/1.1");
    }
  }

  @Test
  void whoAsksForADestinationLearnsWhatItDid() throws Exception {
    int nobody = FreePort.next();
    String origin = "127.0.0.1:" + nobody;
    try (var proxy = Proxy.start(folder, Proxy.OPEN)) {
      RawResponse refused = proxy.ask("GET http://" + origin + "/ HTTP/1.1", "Host: " + origin);
      assertThat(refused.status()).isEqualTo(502);
      assertThat(refused.text()).contains(origin);
    }
  }

  @Test
  void endOfTcpIsTheEndOfABodyInPlainText() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.rawThenClose(CUT));
        var proxy = Proxy.start(folder, backend("http://" + origin.authority()))) {
      RawResponse whole = proxy.ask("GET / HTTP/1.1", "Host: a.example");
      assertThat(whole.text()).isEqualTo("only half of");
    }
  }

  private Proxy towards(TestCa ca, int port) throws Exception {
    ca.write(folder.resolve("ca.pem"));
    return Proxy.start(
        folder, backend("https://localhost:" + port) + "upstream: {tls: {ca: [ca.pem]}}\n");
  }

  @Test
  void closeNotifyIsTheEndOfABodyInTls() throws Exception {
    TestCa ca = TestCa.create();
    try (var origin = ScriptedOrigin.startTls(ca.leaf("localhost"), Answers.rawThenClose(CUT));
        var proxy = towards(ca, origin.port())) {
      RawResponse whole = proxy.ask("GET / HTTP/1.1", "Host: a.example");
      assertThat(whole.text()).isEqualTo("only half of");
    }
  }

  @Test
  void endOfTcpWithinTlsIsTheEndOfNothing() throws Exception {
    TestCa ca = TestCa.create();
    try (var origin = RudeTls.start(ca.leaf("localhost"), CUT);
        var proxy = towards(ca, origin.port());
        var client = proxy.connect()) {
      client.send(Proxy.text("GET /cut HTTP/1.1", "Host: a.example"));
      String all = new String(client.readUntilClose(), US_ASCII);
      assertThat(all).contains("only half of").doesNotContain("\r\n0\r\n");
      assertThat(proxy.logged("/cut")).contains("in the middle of its response");
    }
  }

  @Test
  void norDoesAnOldClientTakeItForWhole() throws Exception {
    TestCa ca = TestCa.create();
    try (var origin = RudeTls.start(ca.leaf("localhost"), CUT);
        var proxy = towards(ca, origin.port());
        var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      socket.setSoTimeout(5000);
      String request = Proxy.text("GET /cut HTTP/1.0", "Host: a.example");
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void whyAConnectionBrokeIsSaidAtDebug() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.rawThenReset("HTTP/1.1 200 OK\r\n\r\nsecret"));
        var proxy =
            Proxy.start(
                folder, "logging: {level: debug}\n" + backend("http://" + origin.authority()))) {
      try (var client = proxy.connect()) {
        client.send(Proxy.text("GET / HTTP/1.1", "Host: a.example"));
        client.readUntilClose();
      }
      assertThat(proxy.logged("the connection to http://" + origin.authority() + " broke"))
          .contains("reset")
          .doesNotContain("secret");
      try (var client = proxy.connect()) {
        client.send("GET / HT");
        client.reset();
      }
      assertThat(proxy.logged("the connection of client 127.0.0.1 broke")).contains("reset");
      assertThat(proxy.log()).doesNotContain("secret");
    }
  }
}
