package dev.fairlead.app.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.RawResponse;
import dev.fairlead.testkit.ScriptedOrigin;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Targets and limits as an operator sees and changes them. */
final class OperatingTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String TWO =
      """
      routing:
        rules:
          - name: shop
            match: {path: /shop/}
            forward: {targets: ["http://%s", "http://%s"], strategy: round_robin}
      """;

  @TempDir Path folder;

  private static JsonNode get(Proxy proxy, String path) throws IOException {
    RawResponse answer = proxy.control("GET " + path, "");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return JSON.readTree(answer.text());
  }

  private static void pass(Proxy proxy, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      assertThat(proxy.ask("GET /shop/ HTTP/1.1", "Host: a.example").status()).isEqualTo(200);
    }
  }

  @Test
  void aDrainedTargetGetsNothingUntilItIsEnabled() throws Exception {
    try (var one = ScriptedOrigin.start(Answers.fixed("1"));
        var two = ScriptedOrigin.start(Answers.fixed("2"));
        var proxy = Proxy.start(folder, TWO.formatted(one.authority(), two.authority()))) {
      String target = "{\"target\":\"http://" + one.authority() + "\"}";
      RawResponse drained = proxy.control("POST /api/upstreams/drain", target);
      assertThat(drained.text()).contains("\"state\":\"drained\"");
      pass(proxy, 4);
      assertThat(one.requests()).isZero();
      assertThat(two.requests()).isEqualTo(4);
      assertThat(proxy.control("POST /api/config/reload", "").status()).isEqualTo(200);
      pass(proxy, 2);
      assertThat(one.requests()).as("a reload does not put it back").isZero();
      proxy.control("POST /api/upstreams/enable", target);
      pass(proxy, 4);
      assertThat(one.requests()).isPositive();
    }
  }

  @Test
  void targetsAreShownAndMeasured() throws Exception {
    try (var one = ScriptedOrigin.start(Answers.fixed("1"));
        var two = ScriptedOrigin.start(Answers.fixed("2"));
        var proxy = Proxy.start(folder, TWO.formatted(one.authority(), two.authority()))) {
      pass(proxy, 2);
      JsonNode items = get(proxy, "/api/upstreams").path("items");
      assertThat(items).hasSize(2);
      assertThat(items.get(0).path("pool").asString()).isEqualTo("shop");
      assertThat(items.get(0).path("requests").asInt()).isEqualTo(1);
      assertThat(items.get(0).path("latency_ms").asDouble()).isPositive();
      String labels = "{route=\"shop\",target=\"http://" + one.authority() + "\"}";
      assertThat(proxy.control("GET /metrics", "").text())
          .contains("backend_healthy" + labels + " 1.0")
          .contains("fairlead_target_active" + labels + " 0.0")
          .contains("fairlead_target_ejected" + labels + " 0.0");
    }
  }

  /** Rules without a name are called by their first target. */
  @Test
  void aTargetOfSeveralRulesIsMeasuredOnce() throws Exception {
    String rules =
        """
        routing:
          rules:
            - {match: {path: /a/}, forward: {target: "http://127.0.0.1:1"}}
            - {match: {path: /b/}, forward: {target: "http://127.0.0.1:1"}}
        """;
    try (var proxy = Proxy.start(folder, rules)) {
      RawResponse metrics = proxy.control("GET /metrics", "");
      assertThat(metrics.status()).isEqualTo(200);
      assertThat(metrics.text().split("\nbackend_healthy\\{", -1)).hasSize(2);
      assertThat(get(proxy, "/api/upstreams").path("items")).hasSize(2);
    }
  }

  @Test
  void rateLimitsAreShownAndMeasured() throws Exception {
    String rules =
        """
        security:
          rate_limiting:
            enabled: true
            rules:
              - {name: hourly, key: [client, route], requests_per_hour: 2, match: {hosts: [a.example]}}
              - {name: slow, key: user, bytes_per_second: 5MB, concurrent: 4}
        """;
    try (var proxy = Proxy.start(folder, rules)) {
      for (int i = 0; i < 5; i++) {
        proxy.ask("GET /nothing HTTP/1.1", "Host: a.example");
      }
      JsonNode page = get(proxy, "/api/limits");
      assertThat(page.at("/rules/0").toString())
          .isEqualTo(
              "{\"name\":\"hourly\",\"key\":[\"client\",\"route\"],"
                  + "\"rate\":\"2 requests a hour\",\"burst\":2,\"refused\":3}");
      assertThat(page.at("/rules/1/bytes_per_second").asLong()).isEqualTo(5 << 20);
      assertThat(page.at("/rules/1/concurrent").asInt()).isEqualTo(4);
      assertThat(page.path("keys").asInt()).isPositive();
      assertThat(proxy.control("GET /metrics", "").text())
          .contains("fairlead_limit_refusals_total{rule=\"hourly\"} 3.0")
          .containsPattern("fairlead_limit_table_bytes \\d");
    }
  }

  @Test
  void askingWhatWouldBecomeOfARequestCountsNothing() throws Exception {
    try (var one = ScriptedOrigin.start(Answers.fixed("1"));
        var two = ScriptedOrigin.start(Answers.fixed("2"));
        var proxy =
            Proxy.start(
                folder,
                TWO.formatted(one.authority(), two.authority())
                    + """
                    server: {limits: {tunnels: 1}}
                    security:
                      rate_limiting: {enabled: true, rules: [{name: hourly, requests_per_hour: 1}]}
                    """)) {
      for (int i = 0; i < 3; i++) {
        JsonNode page = get(proxy, "/api/explain?url=/shop/x");
        assertThat(page.path("outcome").asString()).contains("it goes to ");
        assertThat(page.path("rule").asString()).isEqualTo("shop");
        assertThat(page.path("targets").asString()).contains("round_robin among");
        assertThat(page.path("route").asString())
            .matches(route -> route.contains(one.authority()) || route.contains(two.authority()));
        get(proxy, "/api/explain?url=https://tunnel.example/");
      }
      assertThat(get(proxy, "/api/limits").at("/items/1/used").asInt()).isZero();
      assertThat(get(proxy, "/api/limits").at("/rules/0/refused").asInt()).isZero();
      for (JsonNode target : get(proxy, "/api/upstreams").path("items")) {
        assertThat(target.path("active").asInt()).isZero();
        assertThat(target.path("requests").asInt()).isZero();
      }
      pass(proxy, 1);
    }
  }
}
