package dev.fairlead.app.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.app.config.bind.Flags.Flag;
import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.Eventually;
import dev.fairlead.testkit.FreePort;
import dev.fairlead.testkit.ScriptedOrigin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One line per exchange, whatever a client sends. */
final class AccessLogTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder;

  private static JsonNode line(Proxy proxy, String text) {
    return JSON.readTree(proxy.logged(text));
  }

  @Test
  void aLineForPeople() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("hello"));
        var proxy = Proxy.start(folder, Proxy.OPEN)) {
      String url = "http://" + origin.authority() + "/a?b=c";
      proxy.ask("GET " + url + " HTTP/1.1", "Host: " + origin.authority());
      assertThat(proxy.logged("/a?b=c"))
          .matches(
              "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z 127\\.0\\.0\\.1 - 200 GET "
                  + origin.authority().replace(".", "\\.")
                  + "/a\\?b=c forward \"direct\" in=0 out=5 \\d+\\.\\d{3}ms first=\\d+\\.\\d{3}"
                  + " new");
    }
  }

  @Test
  void aLineForProgramsSaysEverything() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("hello"));
        var proxy =
            Proxy.start(
                folder,
                """
                logging: {format: json}
                routing:
                  rules:
                    - name: shop
                      match: {host: shop.example}
                      forward: {target: "http://%s"}
                """
                    .formatted(origin.authority()))) {
      proxy.ask("POST /a HTTP/1.1", "Host: shop.example", "Content-Length: 0");
      JsonNode line = line(proxy, "shop.example/a\"");
      assertThat(line.propertyNames())
          .contains(
              "time",
              "id",
              "client_ip",
              "connection",
              "protocol",
              "method",
              "url",
              "status",
              "door",
              "rule",
              "target",
              "request_bytes",
              "response_bytes",
              "duration_ms",
              "first_byte_ms",
              "attempts",
              "upstream",
              "upstream_protocol",
              "reused");
      assertThat(line.get("url").asString()).isEqualTo("http://shop.example/a");
      assertThat(line.get("door").asString()).isEqualTo("reverse");
      assertThat(line.get("rule").asString()).isEqualTo("shop");
      assertThat(line.get("target").asString()).isEqualTo(origin.authority());
      assertThat(line.get("response_bytes").asInt()).isEqualTo(5);
      assertThat(line.get("reused").asBoolean()).isFalse();
    }
  }

  @Test
  void aRefusalSaysWhoRefusedAndWhy() throws Exception {
    try (var proxy =
        Proxy.start(folder, "logging: {format: json}\nsecurity: {access: {deny: [127.0.0.1]}}\n")) {
      proxy.ask("GET http://a.example/x HTTP/1.1", "Host: a.example");
      JsonNode line = line(proxy, "a.example/x\"");
      assertThat(line.get("decided_by").asString()).isEqualTo("access");
      assertThat(line.get("error").asString()).isEqualTo("http_request_denied");
      assertThat(line.get("error_detail").asString()).contains("security.access.deny");
      assertThat(line.get("status").asInt()).isEqualTo(403);
    }
  }

  @Test
  void whatIsNoRequestIsLoggedToo() throws Exception {
    try (var proxy = Proxy.start(folder, "logging: {access: {format: json}}\n");
        var client = proxy.connect()) {
      client.send("BREW\u0001 /\r\n\r\n");
      client.readUntilClose();
      assertThat(line(proxy, "\"status\":400").get("error").asString())
          .isEqualTo("http_request_error");
    }
  }

  @Test
  void anUnreachableOriginLeavesItsErrorAndAttempts() throws Exception {
    try (var proxy = Proxy.start(folder, Proxy.OPEN + "logging: {format: json}\n")) {
      String authority = "127.0.0.1:" + FreePort.next();
      proxy.ask("GET http://" + authority + "/ HTTP/1.1", "Host: " + authority);
      JsonNode line = line(proxy, "\"status\":502");
      assertThat(line.get("error").asString()).isEqualTo("connection_refused");
      assertThat(line.get("attempts").asInt()).isEqualTo(1);
    }
  }

  @Test
  void itCanBeTurnedOff() throws Exception {
    try (var proxy = Proxy.start(folder, "logging: {access: false}\n")) {
      proxy.ask("GET /health HTTP/1.1", "Host: a");
      proxy.change("logging: {access: true}\n");
      proxy.ask("GET /health/startup HTTP/1.1", "Host: a");
      proxy.logged("/health/startup");
      assertThat(proxy.log()).doesNotContain("GET a/health ");
    }
  }

  @Test
  void aFullDiskStopsNoTraffic() throws Exception {
    Proxy.write(folder, "fairlead.yaml", "");
    Flag full = new Flag("--set", "logging.file", "/dev/full");
    Flag port = new Flag("--port", "server.port", "0");
    try (var proxy = Proxy.start(folder, List.of(port, full))) {
      for (int i = 0; i < 50; i++) {
        assertThat(proxy.ask("GET /health HTTP/1.1", "Host: a").status()).isEqualTo(200);
      }
      Eventually.until("lines are counted", () -> proxy.running().losses().lines() == 50);
    }
  }

  @Test
  void warningsGoToTheErrorFileToo() throws Exception {
    Path errors = folder.resolve("errors.log");
    try (var proxy = Proxy.start(folder, "logging: {error_file: %s}\n".formatted(errors))) {
      proxy.ask("GET /health HTTP/1.1", "Host: a");
      proxy.change("nonsense: 1\n");
      proxy.change("server: {via: a}\nlogging: {error_file: %s}\n".formatted(errors));
      assertThat(Files.readString(errors))
          .contains("nonsense")
          .contains("the one before stays in force")
          .doesNotContain("GET a/health")
          .doesNotContain("the configuration was reloaded");
      assertThat(proxy.log()).contains("the configuration was reloaded");
    }
  }

  @Test
  void aLogThatHasBecomeLargeIsPutAside() throws Exception {
    try (var proxy = Proxy.start(folder, "logging: {rotate: {size: 2KB, keep: 1}}\n")) {
      for (int i = 0; i < 60; i++) {
        proxy.ask("GET /health HTTP/1.1", "Host: a");
        String path = "/" + "x".repeat(200) + i;
        proxy.ask("GET " + path + " HTTP/1.1", "Host: a");
        proxy.logged(path);
      }
      try (var files = Files.list(folder)) {
        assertThat(files.filter(file -> file.getFileName().toString().contains("fairlead.log")))
            .hasSize(2)
            .allSatisfy(file -> assertThat(Files.size(file)).isLessThanOrEqualTo(2048));
      }
    }
  }
}
