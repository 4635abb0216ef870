package dev.fairlead.app.served;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.Bodies;
import dev.fairlead.testkit.Eventually;
import dev.fairlead.testkit.Field;
import dev.fairlead.testkit.HttpOrigin;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.RawH2Client;
import dev.fairlead.testkit.RawResponse;
import dev.fairlead.testkit.ScriptedOrigin;
import dev.fairlead.testkit.TestCa;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies are looked into at every door, in both directions, over every protocol. */
final class InspectionTest {
  private static final String RULE =
      """
      security: {inspection: [{name: av, eicar: true, hold: 16KB}]}
      """;
  private static final String EICAR =
      "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";
  private static final String WHY = "inspection rule av found in the ";

  @TempDir Path folder;

  /** With both doors open to one origin. */
  private Proxy proxy(String origin) throws IOException {
    return Proxy.start(
        folder,
        Proxy.OPEN + RULE + "routing: {default_backend: \"http://%s\"}\n".formatted(origin));
  }

  private static String[] get(String door, String origin, String... more) {
    return request("GET", door, origin, more);
  }

  private static String[] request(String method, String door, String origin, String... more) {
    String[] lines = new String[more.length + 2];
    String path = door.equals("forward") ? "http://" + origin + "/mirror" : "/mirror";
    lines[0] = method + " " + path + " HTTP/1.1";
    lines[1] = "Host: " + origin;
    System.arraycopy(more, 0, lines, 2, more.length);
    return lines;
  }

  @ParameterizedTest
  @ValueSource(strings = {"forward", "reverse"})
  void aSmallResponseIsReplaced(String door) throws Exception {
    for (var script : List.of(Answers.fixed("<" + EICAR), Answers.chunked("<", EICAR, ">"))) {
      try (var origin = ScriptedOrigin.start(script);
          var proxy = proxy(origin.authority())) {
        RawResponse answer = proxy.ask(get(door, origin.authority()));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains(WHY + "response the signature \"eicar\"");
        assertThat(proxy.logged("/mirror")).contains("403");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"forward", "reverse"})
  void aSmallUploadNeverReachesTheOrigin(String door) throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy = proxy(origin.authority())) {
      String[] sized = request("POST", door, origin.authority(), "Content-Length: 68");
      String[] chunked = request("POST", door, origin.authority(), "Transfer-Encoding: chunked");
      for (String all :
          List.of(
              Proxy.text(sized) + EICAR,
              Proxy.text(chunked)
                  + "20\r\n"
                  + EICAR.substring(0, 32)
                  + "\r\n24\r\n"
                  + EICAR.substring(32)
                  + "\r\n0\r\n\r\n")) {
        try (RawClient client = proxy.connect()) {
          RawResponse answer = client.exchange(all);
          assertThat(answer.status()).isEqualTo(403);
          assertThat(answer.text()).contains(WHY + "request the signature \"eicar\"");
        }
      }
      assertThat(origin.requests()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"forward", "reverse"})
  void aLargeResponseIsCutOffWhereItIsFound(String door) throws Exception {
    byte[] before = Bodies.pattern(300_000);
    CountDownLatch arrived = new CountDownLatch(1);
    try (var origin =
            ScriptedOrigin.start((_, connection) -> {
              connection.send("HTTP/1.1 200 OK\r\nContent-Length: 400000\r\n\r\n");
              connection.send(before);
              connection.send(EICAR.substring(0, 40));
              arrived.await();
              connection.send(EICAR.substring(40));
              connection.send(new byte[100_000 - 68]);
            });
        var proxy = proxy(origin.authority());
        var client = proxy.connect()) {
      client.send(Proxy.text(get(door, origin.authority())));
      assertThat(client.readHead()).startsWith("HTTP/1.1 200");
      assertThat(client.readExactly(before.length)).isEqualTo(before);
      arrived.countDown();
      assertThat(new String(client.readUntilClose(), ISO_8859_1)).isEqualTo(EICAR.substring(0, 40));
      assertThat(proxy.logged("/mirror")).contains("av");
    }
  }

  @Test
  void aLargeUploadIsCutOffToo() throws Exception {
    try (var origin = HttpOrigin.start();
        var proxy = proxy(origin.authority());
        var client = proxy.connect()) {
      client.send(
          Proxy.text(request("POST", "forward", origin.authority(), "Content-Length: 400000")));
      client.send(Bodies.pattern(300_000));
      assertThat(client.readHead()).startsWith("HTTP/1.1 200");
      assertThat(client.readExactly(300_000)).isEqualTo(Bodies.pattern(300_000));
      client.send(EICAR + "x".repeat(1000));
      assertThat(client.readUntilClose()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"forward", "reverse"})
  void cleanBodiesAreWhatTheyWere(String door) throws Exception {
    try (var origin = HttpOrigin.start();
        var proxy = proxy(origin.authority())) {
      for (int size : new int[] {1, 16_383, 16_384, 16_385, 1_000_000}) {
        byte[] body = Bodies.pattern(size);
        try (RawClient client = proxy.connect()) {
          client.send(
              Proxy.text(request("POST", door, origin.authority(), "Content-Length: " + size)));
          client.send(body);
          assertThat(client.readResponse("POST").body()).isEqualTo(body);
        }
      }
      RawResponse chunked =
          proxy.ask(
              "GET http://" + origin.authority() + "/bytes/100000?trailers HTTP/1.1",
              "Host: " + origin.authority());
      assertThat(chunked.body()).isEqualTo(Bodies.pattern(100_000));
    }
  }

  @Test
  void http2ClientsAndOriginsAreNoWayAround() throws Exception {
    TestCa ca = TestCa.create();
    ca.write(folder.resolve("ca.pem"));
    try (var origin = HttpOrigin.startTls(ca.leaf("localhost"));
        var proxy =
            Proxy.start(
                folder,
                RULE
                    + "upstream: {tls: {ca: [ca.pem]}}\n"
                    + "routing: {default_backend: \"https://localhost:%d\"}\n"
                        .formatted(origin.port()));
        var client = RawH2Client.connect(proxy.port())) {
      client.headers(1, false, fields("POST", "/mirror"));
      client.data(1, true, EICAR.getBytes(ISO_8859_1));
      RawH2Client.Answer refused = client.answer(1);
      assertThat(refused.status()).isEqualTo(403);
      assertThat(new String(refused.body(), ISO_8859_1)).contains(WHY + "request");
      assertThat(origin.requests()).isZero();
      byte[] clean = Bodies.pattern(40_000);
      client.headers(3, false, fields("POST", "/mirror"));
      client.data(3, true, clean);
      assertThat(client.answer(3).body()).isEqualTo(clean);
      // What comes back is found as well: the origin answers with what it saw.
      proxy.change(
          """
          security: {inspection: [{name: av, direction: response, signatures: [
            {name: it, regex: "/se[ck]ret"}]}]}
          upstream: {tls: {ca: [ca.pem]}}
          routing: {default_backend: "https://localhost:%d"}
          """
              .formatted(origin.port()));
      client.headers(5, true, fields("GET", "/secret"));
      RawH2Client.Answer replaced = client.answer(5);
      assertThat(replaced.status()).isEqualTo(403);
      assertThat(new String(replaced.body(), ISO_8859_1)).contains(WHY + "response");
      client.headers(7, true, fields("GET", "/other"));
      assertThat(client.answer(7).status()).isEqualTo(200);
    }
  }

  private static List<Field> fields(String method, String path) {
    return List.of(
        new Field(":method", method),
        new Field(":scheme", "http"),
        new Field(":authority", "a.example"),
        new Field(":path", path));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static ScriptedOrigin coded(String coding, byte[] body) throws IOException {
    return ScriptedOrigin.start((_, connection) -> {
      connection.send(
          "HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\nContent-Length: %d\r\n\r\n"
              .formatted(coding, body.length));
      connection.send(body);
    });
  }

  @Test
  void codedBodiesAreLookedIntoAndPassAsTheyWere() throws Exception {
    byte[] clean = gzip(Bodies.pattern(50_000));
    try (var origin = coded("gzip", clean);
        var proxy = proxy(origin.authority())) {
      RawResponse answer =
          proxy.ask(get("forward", origin.authority(), "Accept-Encoding: br, gzip"));
      assertThat(answer.body()).isEqualTo(clean);
      assertThat(origin.last().header("Accept-Encoding")).isEqualTo("gzip");
    }
    try (var origin = coded("gzip", gzip(EICAR.getBytes(ISO_8859_1)));
        var proxy = proxy(origin.authority())) {
      assertThat(proxy.ask(get("forward", origin.authority())).text()).contains("\"eicar\"");
    }
  }

  @Test
  void bombsAndUnknownCodingsAreRefused() throws Exception {
    byte[] bomb = gzip(gzip(new byte[256 << 20]));
    assertThat(bomb.length).isLessThan(10_000);
    try (var origin = coded("gzip, gzip", bomb);
        var proxy = proxy(origin.authority())) {
      assertThat(proxy.ask(get("forward", origin.authority())).text())
          .contains("it expands to more than 100 times its size");
    }
    try (var origin = coded("br", new byte[100]);
        var proxy = proxy(origin.authority())) {
      assertThat(proxy.ask(get("forward", origin.authority())).text())
          .contains("its content coding is not known here");
      proxy.change(
          Proxy.OPEN + "security: {inspection: [{name: av, eicar: true, unreadable: pass}]}\n");
      assertThat(proxy.ask(get("forward", origin.authority())).body()).hasSize(100);
    }
  }

  @Test
  void eventsPassAtOnce() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    try (var origin =
            ScriptedOrigin.start((_, connection) -> {
              connection.send(
                  "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                      + "Content-Length: 100\r\n\r\ndata: 1\n\n");
              seen.await();
              connection.send(EICAR);
            });
        var proxy = proxy(origin.authority());
        var client = proxy.connect()) {
      client.send(Proxy.text(get("forward", origin.authority())));
      assertThat(client.readHead()).startsWith("HTTP/1.1 200");
      assertThat(client.readExactly(9)).isEqualTo("data: 1\n\n".getBytes(ISO_8859_1));
      seen.countDown();
      assertThat(client.readUntilClose()).isEmpty();
    }
  }

  @Test
  void whatHasNoBodyIsNotWaitedFor() throws Exception {
    try (var origin =
            ScriptedOrigin.start(
                Answers.inTurn(
                    Answers.fixed("x"),
                    Answers.raw("HTTP/1.1 204 No Content\r\n\r\n"),
                    Answers.raw("HTTP/1.1 304 Not Modified\r\n\r\n")));
        var proxy = proxy(origin.authority());
        var client = proxy.connect()) {
      client.send(Proxy.text(request("HEAD", "forward", origin.authority())));
      assertThat(client.readResponse("HEAD").status()).isEqualTo(200);
      assertThat(client.exchange(Proxy.text(get("forward", origin.authority()))).status())
          .isEqualTo(204);
      assertThat(client.exchange(Proxy.text(get("forward", origin.authority()))).status())
          .isEqualTo(304);
    }
  }

  @Test
  void anExchangeKeepsTheRulesItBeganWith() throws Exception {
    CountDownLatch changed = new CountDownLatch(1);
    try (var origin =
            ScriptedOrigin.start((_, connection) -> {
              connection.send("HTTP/1.1 200 OK\r\nContent-Length: 68\r\n\r\n");
              connection.send(EICAR.substring(0, 30));
              changed.await();
              connection.send(EICAR.substring(30));
            });
        var proxy = proxy(origin.authority());
        var client = proxy.connect()) {
      client.send(Proxy.text(get("forward", origin.authority())));
      Eventually.until("asked", () -> origin.requests() == 1);
      proxy.change(Proxy.OPEN);
      changed.countDown();
      assertThat(client.readResponse().status()).isEqualTo(403);
      assertThat(proxy.ask(get("forward", origin.authority())).text()).isEqualTo(EICAR);
    }
  }

  @Test
  void anOriginThatBreaksOffWhileItIsHeldIsABadGateway() throws Exception {
    try (var origin =
            ScriptedOrigin.start(
                Answers.rawThenClose("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"));
        var proxy = proxy(origin.authority())) {
      assertThat(proxy.ask(get("forward", origin.authority())).status()).isEqualTo(502);
    }
  }

  @Test
  void rulesThatCannotBeUsedAreRefusedWithTheirPlace() {
    assertRefused("[{name: a, signatures: [{name: s, regex: \"a(b\"}]}]", "signatures[0].regex");
    assertRefused("[{name: a, signatures: [{name: s, regex: \"a(b\"}]}]", "at character 2");
    assertRefused("[{name: a, eicar: true, match: {routes: [no]}}]", "match.routes[0]");
    assertRefused("[{name: a, eicar: true, match: {hosts: [\"a.*.b\"]}}]", "match.hosts[0]");
    assertRefused("[{name: a, eicar: true, content_types: [html]}]", "content_types[0]");
    assertRefused("[{name: a, clamav: {address: nowhere}}]", "clamav.address");
  }

  private void assertRefused(String rules, String text) {
    assertThatThrownBy(() -> Proxy.start(folder, "security: {inspection: " + rules + "}\n").close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text);
  }

  @Test
  void aSlowReaderHoldsTheOriginBack() throws Exception {
    int size = 64 << 20;
    CountDownLatch sent = new CountDownLatch(1);
    try (var origin =
            ScriptedOrigin.start((_, connection) -> {
              connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
              connection.send(Bodies.stream(size));
              sent.countDown();
            });
        var proxy = proxy(origin.authority());
        var client = proxy.connect()) {
      client.send(Proxy.text(get("forward", origin.authority())));
      assertThat(client.readHead()).startsWith("HTTP/1.1 200");
      assertThat(sent.await(300, TimeUnit.MILLISECONDS)).isFalse();
      for (int read = 0; read < size; ) {
        byte[] some = client.readSome(1 << 20);
        assertThat(some[0]).isEqualTo(Bodies.byteAt(read));
        read += some.length;
      }
      sent.await();
    }
  }
}
