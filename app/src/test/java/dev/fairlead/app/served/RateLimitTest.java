package dev.fairlead.app.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.Eventually;
import dev.fairlead.testkit.Field;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.RawH2Client;
import dev.fairlead.testkit.RawResponse;
import dev.fairlead.testkit.ScriptedOrigin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits on every door, as the configuration says. */
final class RateLimitTest {
  private static final String TO = "routing: {default_backend: \"http://%s\"}\n";
  private static final String HOURLY =
      "security: {rate_limiting: {enabled: true, rules: [{name: hourly, requests_per_hour: 2}]}}\n";

  @TempDir Path folder;

  private static RawResponse get(Proxy proxy, String path) throws IOException {
    return proxy.ask("GET " + path + " HTTP/1.1", "Host: a.example");
  }

  @Test
  void nothingIsLimitedUnasked() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy = Proxy.start(folder, TO.formatted(origin.authority()))) {
      RawResponse answer = get(proxy, "/");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("RateLimit")).isNull();
    }
  }

  @Test
  void shortFormLimitsEachClient() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy =
            Proxy.start(
                folder,
                TO.formatted(origin.authority())
                    + """
                    security:
                      rate_limiting: {enabled: true, requests_per_second: 1, burst: 2, key: client}
                    """)) {
      RawResponse first = get(proxy, "/");
      assertThat(first.header("RateLimit-Policy")).isEqualTo("\"default\";q=2;w=2");
      assertThat(first.header("RateLimit")).isEqualTo("\"default\";r=1;t=1");
      get(proxy, "/");
      RawResponse refused = get(proxy, "/");
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("Retry-After")).isEqualTo("1");
      assertThat(refused.header("X-Frame-Options")).isEqualTo("DENY");
      assertThat(refused.text()).contains("limit \"default\"").contains("1 request a second");
      assertThat(origin.requests()).isEqualTo(2);
      assertThat(proxy.logged(" 429 ")).contains("limit 'default'");
    }
  }

  @Test
  void everyDoorIsLimited() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy =
            Proxy.start(
                folder,
                Proxy.OPEN
                    + """
                    security:
                      rate_limiting:
                        enabled: true
                        rules: [{name: each, requests_per_hour: 1, key: route}]
                    """)) {
      String url = "GET http://" + origin.authority() + "/ HTTP/1.1";
      RawResponse forward = proxy.ask(url, "Host: " + origin.authority());
      assertThat(forward.status()).isEqualTo(200);
      assertThat(forward.header("RateLimit")).isNull();
      assertThat(proxy.ask(url, "Host: " + origin.authority()).status()).isEqualTo(429);
      String connect = "CONNECT " + origin.authority() + " HTTP/1.1";
      assertThat(proxy.ask(connect, "Host: " + origin.authority()).status()).isEqualTo(429);
      assertThat(proxy.ask("GET /health HTTP/1.1", "Host: localhost").status()).isEqualTo(200);
      assertThat(proxy.ask("GET /health HTTP/1.1", "Host: localhost").status()).isEqualTo(429);
    }
  }

  @Test
  void streamsOfHttp2AreLimitedOneByOne() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy = Proxy.start(folder, TO.formatted(origin.authority()) + HOURLY);
        var client = RawH2Client.connect(proxy.port())) {
      for (int i = 0; i < 3; i++) {
        client.headers(2 * i + 1, true, fields());
        RawH2Client.Answer answer = client.answer(2 * i + 1);
        assertThat(answer.status()).isEqualTo(i < 2 ? 200 : 429);
        assertThat(answer.header("ratelimit")).startsWith("\"hourly\";r=" + Math.max(0, 1 - i));
      }
    }
  }

  private static List<Field> fields() {
    return List.of(
        new Field(":method", "GET"),
        new Field(":scheme", "http"),
        new Field(":authority", "a.example"),
        new Field(":path", "/"));
  }

  @Test
  void rulesLookAtHostPathAndMethod() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy =
            Proxy.start(
                folder,
                TO.formatted(origin.authority())
                    + """
                    security:
                      rate_limiting:
                        enabled: true
                        rules:
                          - name: searches
                            key: global
                            requests_per_hour: 1
                            match: {hosts: ["*.example"], paths: [/search/], methods: [GET]}
                    """)) {
      assertThat(get(proxy, "/search/a").status()).isEqualTo(200);
      assertThat(get(proxy, "/search/b").status()).isEqualTo(429);
      assertThat(get(proxy, "/%73earch/b").status()).isEqualTo(429);
      assertThat(get(proxy, "/other").status()).isEqualTo(200);
      assertThat(proxy.ask("HEAD /search/b HTTP/1.1", "Host: a.example").status()).isEqualTo(200);
      assertThat(proxy.ask("GET /search/b HTTP/1.1", "Host: b.test").status()).isEqualTo(200);
    }
  }

  @Test
  void exchangesAtATimeAreLimitedAndGivenBackHoweverTheyEnd() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    String yaml =
        """
        security:
          rate_limiting: {enabled: true, rules: [{name: one, key: global, concurrent: 1}]}
        """;
    try (var origin =
            ScriptedOrigin.start(
                Answers.inTurn(
                    Answers.after(answer, Answers.fixed("ok")),
                    Answers.close(),
                    Answers.hang(),
                    Answers.fixed("ok")));
        var proxy = Proxy.start(folder, TO.formatted(origin.authority()) + yaml);
        var first = proxy.connect()) {
      first.send(Proxy.text("GET / HTTP/1.1", "Host: a.example"));
      Eventually.until(() -> origin.requests() == 1);
      RawResponse refused = get(proxy, "/");
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.text()).contains("1 request at a time");
      answer.countDown();
      assertThat(first.readResponse().status()).isEqualTo(200);
      assertThat(proxy.ask("POST / HTTP/1.1", "Host: a", "Content-Length: 0").status())
          .isEqualTo(502);
      try (RawClient leaving = proxy.connect()) {
        leaving.send(Proxy.text("GET / HTTP/1.1", "Host: a.example"));
        Eventually.until(() -> origin.requests() == 3);
      }
      Eventually.until("the place is free again", () -> get(proxy, "/").status() == 200);
    }
  }

  @Test
  void reloadKeepsWhatWasCountedByName() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy = Proxy.start(folder, TO.formatted(origin.authority()) + HOURLY)) {
      get(proxy, "/");
      get(proxy, "/");
      assertThat(get(proxy, "/").status()).isEqualTo(429);
      proxy.change(TO.formatted(origin.authority()) + HOURLY + "server: {via: other}\n");
      assertThat(get(proxy, "/").status()).isEqualTo(429);
      proxy.change(TO.formatted(origin.authority()) + HOURLY.replace("hourly", "fresh"));
      assertThat(get(proxy, "/").status()).isEqualTo(200);
    }
  }
}
