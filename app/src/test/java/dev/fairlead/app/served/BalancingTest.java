package dev.fairlead.app.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.Eventually;
import dev.fairlead.testkit.FakeGateway;
import dev.fairlead.testkit.FreePort;
import dev.fairlead.testkit.RawResponse;
import dev.fairlead.testkit.ScriptedOrigin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several backends behind one rule, and several gateways under one name. */
final class BalancingTest {
  @TempDir Path folder;

  /** A rule for every path, with these targets and further keys of {@code forward}. */
  private static String rule(String more, int... ports) {
    StringBuilder targets = new StringBuilder();
    for (int port : ports) {
      targets.append(targets.isEmpty() ? "" : ", ").append("\"http://127.0.0.1:" + port + "\"");
    }
    return "routing: {rules: [{name: shop, match: {path: /}, forward: {targets: [%s]%s}}]}\n"
        .formatted(targets, more);
  }

  private static RawResponse get(Proxy proxy, String... more) throws IOException {
    return send(proxy, "GET", more);
  }

  private static RawResponse send(Proxy proxy, String method, String... more) throws IOException {
    String[] lines = new String[more.length + 2];
    lines[0] = method + " / HTTP/1.1";
    lines[1] = "Host: shop.example";
    System.arraycopy(more, 0, lines, 2, more.length);
    return proxy.ask(lines);
  }

  private static Map<String, Integer> spread(Proxy proxy, int requests) throws IOException {
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < requests; i++) {
      RawResponse answer = get(proxy);
      assertThat(answer.status()).isEqualTo(200);
      counts.merge(answer.text(), 1, Integer::sum);
    }
    return counts;
  }

  @Test
  void targetsTakeTurnsAndTheHostIsTheirs() throws Exception {
    try (var a = ScriptedOrigin.start(Answers.fixed("a"));
        var b = ScriptedOrigin.start(Answers.fixed("b"));
        var proxy = Proxy.start(folder, rule("", a.port(), b.port()))) {
      assertThat(spread(proxy, 10)).isEqualTo(Map.of("a", 5, "b", 5));
      assertThat(a.last().headers("Host")).containsExactly(a.authority());
      assertThat(b.last().headers("Host")).containsExactly(b.authority());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"close", "reset", "garbage", "hang", "half"})
  void aBadTargetCostsNoClientAnAnswer(String how) throws Exception {
    String late = ", timeouts: {first_byte: 500ms}";
    try (var good = ScriptedOrigin.start(Answers.fixed("good"));
        var bad = ScriptedOrigin.start(bad(how));
        var proxy = Proxy.start(folder, rule(late, bad.port(), good.port()))) {
      assertThat(spread(proxy, 20)).containsOnlyKeys("good");
      assertThat(bad.requests()).isPositive();
    }
  }

  private static ScriptedOrigin.Script bad(String how) {
    return switch (how) {
      case "close" -> Answers.close();
      case "reset" -> Answers.rawThenReset("");
      case "garbage" -> Answers.rawThenClose("220 mail.example ESMTP\r\n");
      case "half" -> Answers.rawThenClose("HTTP/1.1 200 OK\r\nContent-Le");
      default -> Answers.hang();
    };
  }

  @Test
  void whatMayHaveBeenDoneIsNotDoneTwice() throws Exception {
    try (var good = ScriptedOrigin.start(Answers.fixed("good"));
        var bad = ScriptedOrigin.start(Answers.close());
        var proxy = Proxy.start(folder, rule("", bad.port(), good.port()))) {
      int refused = 0;
      for (int i = 0; i < 6; i++) {
        refused += send(proxy, "POST", "Content-Length: 0").status() == 502 ? 1 : 0;
      }
      assertThat(refused).isEqualTo(bad.requests()).isPositive();
      assertThat(good.requests()).isEqualTo(6 - refused);
    }
  }

  @Test
  void aPostThatReachedNobodyGoesElsewhere() throws Exception {
    try (var good = ScriptedOrigin.start(Answers.fixed("good"));
        var proxy = Proxy.start(folder, rule("", FreePort.next(), good.port()))) {
      for (int i = 0; i < 6; i++) {
        assertThat(send(proxy, "POST", "Content-Length: 0").status()).isEqualTo(200);
      }
      assertThat(good.requests()).isEqualTo(6);
    }
  }

  @Test
  void aBodyThatWasSentIsSentAgain() throws Exception {
    try (var good = ScriptedOrigin.start(Answers.fixed("good"));
        var bad = ScriptedOrigin.start(Answers.close());
        var proxy = Proxy.start(folder, rule("", bad.port(), good.port()))) {
      for (int i = 0; i < 4; i++) {
        try (var client = proxy.connect()) {
          RawResponse answer =
              client.exchange(
                  Proxy.text("PUT /x HTTP/1.1", "Host: a", "Content-Length: 5") + "hello");
          assertThat(answer.text()).isEqualTo("good");
        }
        assertThat(good.last().body()).asString().isEqualTo("hello");
      }
      assertThat(bad.requests()).isPositive();
    }
  }

  @Test
  void statusesThatTheRuleNamesAreTriedElsewhere() throws Exception {
    try (var good = ScriptedOrigin.start(Answers.fixed("good"));
        var bad = ScriptedOrigin.start(Answers.fixed(503, "sorry"))) {
      try (var proxy =
          Proxy.start(folder, rule(", retries: {statuses: [503]}", bad.port(), good.port()))) {
        assertThat(spread(proxy, 6)).containsOnlyKeys("good");
        assertThat(bad.requests()).isPositive();
      }
    }
  }

  @Test
  void aStickyClientStaysEvenOverAReload() throws Exception {
    try (var a = ScriptedOrigin.start(Answers.fixed("a"));
        var b = ScriptedOrigin.start(Answers.fixed("b"));
        var c = ScriptedOrigin.start(Answers.fixed("c"));
        var proxy = Proxy.start(folder, rule(", sticky: backend", a.port(), b.port()))) {
      RawResponse first = get(proxy);
      String cookie = Objects.requireNonNull(first.header("Set-Cookie"));
      assertThat(cookie)
          .matches("backend=[0-9a-f]{16}; Path=/; HttpOnly; SameSite=Lax")
          .doesNotContain("127.0.0.1");
      String pair = "Cookie: x=y; " + cookie.substring(0, cookie.indexOf(';'));
      assertSticky(proxy, pair, first.text());
      proxy.change(rule(", sticky: backend", c.port(), b.port(), a.port()));
      assertSticky(proxy, pair, first.text());
      proxy.change(rule(", sticky: backend", c.port()));
      RawResponse moved = get(proxy, pair);
      assertThat(moved.text()).isEqualTo("c");
      assertThat(moved.header("Set-Cookie")).startsWith("backend=");
    }
  }

  private static void assertSticky(Proxy proxy, String pair, String text) throws IOException {
    for (int i = 0; i < 6; i++) {
      RawResponse again = get(proxy, pair);
      assertThat(again.text()).isEqualTo(text);
      assertThat(again.header("Set-Cookie")).isNull();
    }
  }

  @Test
  void aTargetThatIsTakenOutFinishesWhatItHas() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    try (var a = ScriptedOrigin.start(Answers.after(gate, Answers.fixed("a")));
        var b = ScriptedOrigin.start(Answers.fixed("b"));
        var proxy = Proxy.start(folder, rule("", a.port()));
        var client = proxy.connect()) {
      client.send(Proxy.text("GET / HTTP/1.1", "Host: a"));
      Eventually.until("the request is there", () -> a.requests() == 1);
      proxy.change(rule("", b.port()));
      assertThat(spread(proxy, 3)).containsOnlyKeys("b");
      gate.countDown();
      assertThat(client.readResponse().text()).isEqualTo("a");
    }
  }

  @Test
  void aTargetThatIsDownGetsNothingUntilItIsBack() throws Exception {
    AtomicInteger health = new AtomicInteger(503);
    try (var a =
            ScriptedOrigin.start((request, connection) -> {
              boolean check = request.target().equals("/up");
              Answers.fixed(check ? health.get() : 200, "a").answer(request, connection);
            });
        var b = ScriptedOrigin.start(Answers.fixed("b"));
        var proxy =
            Proxy.start(
                folder,
                rule(
                    ", health: {path: /up, interval: 20ms, unhealthy: 2, healthy: 2}",
                    a.port(),
                    b.port()))) {
      proxy.logged("is down: answered 503");
      assertThat(spread(proxy, 6)).containsOnlyKeys("b");
      health.set(200);
      proxy.logged("is up again: answered 200");
      assertThat(spread(proxy, 6)).containsOnlyKeys("a", "b");
    }
  }

  @Test
  void aGatewayThatCannotBeReachedLeavesItsPlaceToAnother() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var gateway = FakeGateway.http();
        var proxy =
            Proxy.start(
                folder,
                """
                egress:
                  guard: {private_addresses: allow}
                  rules: ["*.far.example"]
                  gateways: {g: {targets: ["http://127.0.0.1:%d", "http://127.0.0.1:%d"]}}
                """
                    .formatted(FreePort.next(), gateway.port()))) {
      for (int i = 0; i < 6; i++) {
        String authority = "a.far.example:" + origin.port();
        assertThat(proxy.ask("GET http://" + authority + "/ HTTP/1.1", "Host: " + authority).text())
            .isEqualTo("ok");
      }
      assertThat(gateway.requests()).hasSize(6);
    }
  }

  @Test
  void mistakesInAGroupAreNamedAllAtOnce() {
    assertThat(
            problems(
                """
                routing:
                  rules:
                    - match: {path: /}
                      forward:
                        targets: ["http://a", "https://b", {url: "http://a", weight: 2}]
                        strategy: round_robin
                        hash: {header: X-A, cookie: b}
                        sticky: {cookie: "no good"}
                """))
        .contains(
            "targets[1].url has another scheme",
            "targets[2].url",
            "strategy is round_robin",
            "hash.cookie is given beside header",
            "sticky.cookie");
  }

  private String problems(String yaml) {
    try (var _ = Proxy.start(folder, yaml)) {
      return "";
    } catch (IOException | IllegalArgumentException e) {
      return List.of(Objects.requireNonNull(e.getMessage()).split("\\s+")).stream()
          .reduce("", (text, word) -> text + (text.isEmpty() ? "" : " ") + word);
    }
  }
}
