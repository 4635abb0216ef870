package dev.fairlead.app.served;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.Field;
import dev.fairlead.testkit.FreePort;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.RawResponse;
import dev.fairlead.testkit.ScriptedOrigin;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of docs/rfc-checklist.md that only the whole proxy can show. */
final class RfcTest {
  @TempDir Path folder;

  private Proxy proxy(ScriptedOrigin origin) throws IOException {
    return Proxy.start(
        folder,
        Proxy.OPEN + "routing: {default_backend: \"http://%s\"}".formatted(origin.authority()));
  }

  private static String get(String... fields) {
    return Proxy.text("GET /a HTTP/1.1", "Host: a.example", String.join("\r\n", fields));
  }

  /* ---------------- RFC 9112 ---------------- */

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabcde",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n"
      })
  void aTruncatedResponseStaysTruncated(String bytes) throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.rawThenClose(bytes));
        var proxy = proxy(origin);
        var client = proxy.connect()) {
      client.send(get("X-A: b"));
      assertThatThrownBy(client::readResponse).isInstanceOf(IOException.class);
      assertThat(client.closed()).isTrue();
      String received = new String(client.received(), ISO_8859_1);
      assertThat(received).contains("abcde").doesNotContain("0\r\n\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 3\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked, identity",
        "Content-Length: 3\r\nContent-Length: 4",
        "Content-Length: x"
      })
  void afterAnUnsureFramingNothingMoreIsRead(String framing) throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy = proxy(origin);
        var client = proxy.connect()) {
      client.send(Proxy.text("POST /a HTTP/1.1", "Host: a.example", framing) + get("X-Next: 1"));
      RawResponse answer = client.readResponse();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.header("Connection")).isEqualTo("close");
      assertThat(client.closed()).isTrue();
      assertThat(origin.connections()).isZero();
    }
  }

  @Test
  void aRequestOfAnOldClientGoesOnAsOurs() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.chunked("a", "b"));
        var proxy = proxy(origin);
        var client = proxy.connect()) {
      client.send("GET /a HTTP/1.0\r\nHost: a.example\r\n\r\n");
      String received = new String(client.readUntilClose(), ISO_8859_1);
      assertThat(origin.last().version()).isEqualTo("HTTP/1.1");
      assertThat(received).startsWith("HTTP/1.1 200").endsWith("\r\n\r\nab");
      assertThat(received).doesNotContainIgnoringCase("transfer-encoding");
    }
  }

  /* ---------------- RFC 9110 ---------------- */

  @Test
  void nominationsTakeNothingAwayThatIsNeeded() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy = proxy(origin);
        var client = proxy.connect()) {
      client.send(
          Proxy.text(
                  "POST /a HTTP/1.1",
                  "Host: a.example",
                  "Connection: Content-Length, Host, Via, X-Forwarded-For, Forwarded",
                  "Content-Length: 3")
              + "abc");
      assertThat(client.readResponse().status()).isEqualTo(200);
      assertThat(origin.last().text()).isEqualTo("abc");
      assertThat(origin.last().headers("Host")).hasSize(1);
      assertThat(origin.last().header("X-Forwarded-For")).isEqualTo("127.0.0.1");
      assertThat(origin.last().header("Forwarded")).startsWith("for=127.0.0.1");
      assertThat(origin.last().header("Via")).startsWith("1.1 ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"OPTIONS", "TRACE"})
  void whatMayBeForwardedNoMoreIsAnsweredHere(String method) throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy = proxy(origin)) {
      String line = method + " /a HTTP/1.1";
      assertThat(proxy.ask(line, "Host: a.example", "Max-Forwards: 0").status())
          .isBetween(200, 299);
      assertThat(origin.connections()).isZero();
      assertThat(proxy.ask(line, "Host: a.example", "Max-Forwards: 1").text()).isEqualTo("ok");
      assertThat(origin.last().header("Max-Forwards")).isEqualTo("0");
    }
  }

  @Test
  void unknownInterimResponsesPassButNotToAnOldClient() throws Exception {
    var script =
        Answers.interim(
            "103 Early Hints",
            List.of("Link: </a>"),
            Answers.interim("199 Odd", List.of("X-Odd: 1"), Answers.fixed("ok")));
    try (var origin = ScriptedOrigin.start(script);
        var proxy = proxy(origin);
        var client = proxy.connect();
        var old = proxy.connect()) {
      RawResponse answer = client.exchange(get("X-A: b"));
      assertThat(answer.interim()).extracting(RawResponse::status).containsExactly(103, 199);
      assertThat(answer.interim().getLast().headers()).contains(new Field("X-Odd", "1"));
      assertThat(answer.text()).isEqualTo("ok");
      old.send("GET /a HTTP/1.0\r\nHost: a.example\r\n\r\n");
      assertThat(new String(old.readUntilClose(), ISO_8859_1))
          .startsWith("HTTP/1.1 200")
          .doesNotContain("103 ", "199 ");
    }
  }

  @Test
  void anUnknownExpectationFails() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy = proxy(origin)) {
      assertThat(proxy.ask("GET /a HTTP/1.1", "Host: a.example", "Expect: the-best").status())
          .isEqualTo(417);
      assertThat(origin.connections()).isZero();
    }
  }

  @Test
  void anAnswerInsteadOfContinueArrivesThoughNoBodyWasSent() throws Exception {
    try (var origin =
            ScriptedOrigin.raw(peer -> {
              String _ = peer.readHead();
              peer.send("HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno");
              byte[] _ = peer.readUntilClose();
            });
        var proxy = proxy(origin);
        var client = proxy.connect()) {
      client.send(
          Proxy.text(
              "PUT /a HTTP/1.1", "Host: a.example", "Content-Length: 9", "Expect: 100-continue"));
      RawResponse answer = client.readResponse();
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.interim()).isEmpty();
      assertThat(new String(origin.received(0), ISO_8859_1)).contains("Expect: 100-continue\r\n");
    }
  }

  @Test
  void whatMustNotBeTransformedIsNot() throws Exception {
    String body = "a".repeat(20_000);
    try (var origin =
            ScriptedOrigin.start(
                Answers.fixed(
                    200, body, "Cache-Control: no-transform", "Content-Type: text/plain"));
        var proxy = proxy(origin);
        var client = proxy.connect()) {
      RawResponse answer = client.exchange(get("Accept-Encoding: gzip, br, zstd"));
      assertThat(answer.header("Content-Encoding")).isNull();
      assertThat(answer.header("Content-Length")).isEqualTo("20000");
      assertThat(answer.text()).isEqualTo(body);
    }
  }

  /* ---------------- CONNECT ---------------- */

  @Test
  void bytesBehindARefusedConnectAreNoRequest() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy = proxy(origin);
        var client = proxy.connect()) {
      String authority = "127.0.0.1:" + FreePort.next();
      client.send(
          Proxy.text("CONNECT " + authority + " HTTP/1.1", "Host: " + authority) + get("X: 1"));
      RawResponse answer = client.readResponse();
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.header("Proxy-Status")).contains("error=connection_refused");
      assertThat(client.closed()).isTrue();
      assertThat(origin.connections()).isZero();
    }
  }

  @Test
  void aConnectThatTakesTooLongIsAGatewayTimeout() throws Exception {
    try (var silent =
            new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        var proxy =
            Proxy.start(
                folder,
                Proxy.OPEN
                    + """
                    server: {timeouts: {connect: 200ms}}
                    upstream: {dns: {servers: ["127.0.0.1:%d"], hosts_file: false}}
                    """
                        .formatted(silent.getLocalPort()))) {
      RawResponse answer = proxy.ask("CONNECT slow.example:443 HTTP/1.1", "Host: slow.example:443");
      assertThat(answer.status()).isEqualTo(504);
      assertThat(answer.header("Proxy-Status")).contains("error=dns_timeout");
    }
  }

  @Test
  void aResetGoesOnThroughATunnel() throws Exception {
    try (var origin =
            ScriptedOrigin.raw(peer -> {
              byte[] _ = peer.readExactly(4);
              peer.reset();
            });
        var proxy = Proxy.start(folder, Proxy.OPEN);
        RawClient client = proxy.tunnel(origin.authority())) {
      client.send("ping");
      assertThat(client.closed()).isTrue();
      assertThat(proxy.logged("CONNECT " + origin.authority())).contains("connection_terminated");
    }
  }
}
