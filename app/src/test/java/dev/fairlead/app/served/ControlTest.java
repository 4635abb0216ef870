package dev.fairlead.app.served;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.app.config.bind.Flags.Flag;
import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.Eventually;
import dev.fairlead.testkit.FreePort;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.RawResponse;
import dev.fairlead.testkit.ScriptedOrigin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The control plane of a running Fairlead, on its own port and through the data port. */
final class ControlTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder;

  private static JsonNode get(Proxy proxy, String path) throws IOException {
    RawResponse answer = proxy.control("GET " + path, "");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return JSON.readTree(answer.text());
  }

  private static JsonNode newest(Proxy proxy) throws IOException {
    return get(proxy, "/api/requests").at("/items/0");
  }

  @Test
  void whatPassedIsShown() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy = Proxy.start(folder, Proxy.OPEN)) {
      String url = "http://" + origin.authority() + "/page?x=1";
      assertThat(proxy.ask("GET " + url + " HTTP/1.1", "Host: " + origin.authority()).status())
          .isEqualTo(200);
      Eventually.until("it is recorded", () -> newest(proxy).has("id"));
      JsonNode line = newest(proxy);
      assertThat(line.path("path").asString()).isEqualTo("/page?x=1");
      assertThat(line.path("status").asInt()).isEqualTo(200);
      assertThat(line.path("response_bytes").asInt()).isEqualTo(2);
      JsonNode detail = get(proxy, "/api/requests/" + line.path("id").asString());
      assertThat(detail.at("/tries/0/target").asString()).contains(origin.authority());
      assertThat(detail.at("/filters/0/name").asString()).isNotEmpty();
      assertThat(detail.path("timing").toString()).contains("waiting");
    }
  }

  @Test
  void healthIsOpenAndEverythingElseWantsTheToken() throws Exception {
    try (var proxy = Proxy.start(folder, "");
        var client = RawClient.connect(proxy.controlPort())) {
      assertThat(client.exchange("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n").text())
          .isEqualTo("{\"status\":\"ok\",\"state\":\"ready\"}");
      assertThat(client.exchange("GET /api/config HTTP/1.1\r\nHost: localhost\r\n\r\n").status())
          .isEqualTo(401);
      assertThat(client.exchange("GET /health HTTP/1.1\r\nHost: rebound.example\r\n\r\n").status())
          .isEqualTo(421);
    }
  }

  @Test
  void theTokenIsForItsOwnerAloneAndTheRunFileGoesWithUs() throws Exception {
    Path state = folder.resolve("state/fairlead");
    Path run;
    try (var proxy = Proxy.start(folder, "")) {
      assertThat(Files.getPosixFilePermissions(state))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
      assertThat(Files.getPosixFilePermissions(state.resolve("token")))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      run = state.resolve("run/" + proxy.port() + ".json");
      assertThat(Files.getPosixFilePermissions(run))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      JsonNode page = JSON.readTree(Files.readString(run));
      assertThat(page.path("pid").asLong()).isEqualTo(ProcessHandle.current().pid());
      assertThat(page.path("control").asString()).isEqualTo("127.0.0.1:" + proxy.controlPort());
    }
    assertThat(run).doesNotExist();
  }

  @Test
  void theDataPortHandsOurPathsOver() throws Exception {
    try (var proxy = Proxy.start(folder, "server: {names: [proxy.example]}\n")) {
      String token = "Authorization: Bearer " + proxy.token();
      for (String host : new String[] {"localhost", "127.0.0.1:" + proxy.port(), "proxy.example"}) {
        RawResponse answer = proxy.ask("GET /api/config HTTP/1.1", "Host: " + host, token);
        assertThat(answer.status()).as(host).isEqualTo(200);
      }
      assertThat(proxy.ask("GET /api/config HTTP/1.1", "Host: localhost").status()).isEqualTo(401);
      assertThat(proxy.ask("GET /api/config HTTP/1.1", "Host: rebound.example", token).status())
          .isEqualTo(404);
      String us = "127.0.0.1:" + proxy.port();
      assertThat(
              proxy.ask("GET http://" + us + "/api/config HTTP/1.1", "Host: " + us, token).status())
          .isEqualTo(200);
      RawResponse page =
          proxy.ask(
              "GET /api/config HTTP/1.1",
              "Host: localhost:1",
              token,
              "Origin: http://evil.example",
              "X-Forwarded-Host: evil.example");
      assertThat(page.status()).isEqualTo(403);
    }
  }

  @Test
  void eventsPassTheDataPortAsTheyCome() throws Exception {
    try (var proxy = Proxy.start(folder, "");
        var client = proxy.connect()) {
      client.send(
          Proxy.text(
              "GET /api/requests/stream HTTP/1.1",
              "Host: localhost",
              "Authorization: Bearer " + proxy.token()));
      assertThat(until(client, "retry: 2000")).contains("text/event-stream");
      proxy.ask("GET /nothing HTTP/1.1", "Host: elsewhere.example");
      assertThat(until(client, "elsewhere.example")).contains("event: request");
    }
  }

  /** What has arrived once that text has. */
  private static String until(RawClient client, String text) throws IOException {
    StringBuilder read = new StringBuilder();
    while (read.indexOf(text) < 0) {
      read.append(new String(client.readSome(1 << 16), UTF_8));
    }
    return read.toString();
  }

  /** Even where private addresses are allowed, and under every spelling. */
  @Test
  void nobodyReachesTheControlPortThroughTheProxy() throws Exception {
    try (var proxy = Proxy.start(folder, Proxy.OPEN)) {
      for (String host : new String[] {"127.0.0.1", "[::ffff:127.0.0.1]", "0.0.0.0", "[::]"}) {
        String there = host + ":" + proxy.controlPort();
        RawResponse answer =
            proxy.ask("GET http://" + there + "/health HTTP/1.1", "Host: " + there);
        assertThat(answer.status()).as(host).isEqualTo(403);
        RawResponse tunnel = proxy.ask("CONNECT " + there + " HTTP/1.1", "Host: " + there);
        assertThat(tunnel.status()).as(host).isEqualTo(403);
      }
    }
  }

  @Test
  void tunnelsAreShownAndClosed() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy = Proxy.start(folder, Proxy.OPEN);
        var client = proxy.tunnel(origin.authority())) {
      JsonNode page = get(proxy, "/api/tunnels");
      assertThat(page.path("total").asInt()).isEqualTo(1);
      assertThat(page.at("/items/0/authority").asString()).isEqualTo(origin.authority());
      assertThat(get(proxy, "/api/connections").path("total").asInt()).isEqualTo(1);
      assertThat(get(proxy, "/api/limits").path("items").toString())
          .contains("\"name\":\"server.limits.tunnels\",\"unit\":\"tunnels\"")
          .contains("\"limit\":5000,\"used\":1");
      String id = page.at("/items/0/id").asString();
      assertThat(proxy.control("DELETE /api/tunnels/" + id, "").status()).isEqualTo(204);
      assertThat(client.closed()).isTrue();
      Eventually.until("it is gone", () -> get(proxy, "/api/tunnels").path("total").asInt() == 0);
      assertThat(proxy.control("DELETE /api/tunnels/" + id, "").status()).isEqualTo(404);
      assertThat(newest(proxy).path("error_detail").asString()).contains("an operator closed");
    }
  }

  @Test
  void aPortThatWasAskedForMustBeFree() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Proxy.write(folder, "fairlead.yaml", "");
      String port = String.valueOf(taken.getLocalPort());
      List<Flag> flags =
          List.of(new Flag("--port", "server.port", "0"), new Flag("-x", "control.port", port));
      assertThatThrownBy(() -> Proxy.start(folder, flags).close())
          .hasMessageContaining("cannot listen on 127.0.0.1:" + port)
          .hasMessageContaining("control.port");
    }
  }

  @Test
  void withoutAControlPlaneItsPathsAreNobodys() throws Exception {
    try (var proxy = Proxy.start(folder, "control: {enabled: false}\n")) {
      assertThat(proxy.ask("GET /api/config HTTP/1.1", "Host: localhost").status()).isEqualTo(404);
      assertThat(proxy.running().controlAddress()).isEmpty();
      assertThat(folder.resolve("state")).doesNotExist();
    }
  }

  @Test
  void explainAnswersForTheConfigurationInForce() throws Exception {
    try (var proxy =
        Proxy.start(
            folder, "routing: {default_backend: \"http://127.0.0.1:" + FreePort.next() + "\"}\n")) {
      JsonNode page = get(proxy, "/api/explain?url=http%3A%2F%2Fexample.com%2F%3Fa%3D1%26b");
      assertThat(page.path("request").asString()).isEqualTo("GET http://example.com/?a=1&b");
      assertThat(page.path("door").asString()).isEqualTo("forward");
      assertThat(get(proxy, "/api/explain?url=/x").path("rule").asString())
          .isEqualTo("default_backend");
      RawResponse bad = proxy.control("GET /api/explain?url=http%3A%2F%2Fa%20b%2F", "");
      assertThat(bad.status()).isEqualTo(400);
      assertThat(bad.text()).contains("\"field\":\"url\"");
    }
  }

  @Test
  void theLogIsShown() throws Exception {
    try (var proxy = Proxy.start(folder, "")) {
      assertThat(proxy.control("POST /api/config/reload", "").status()).isEqualTo(200);
      assertThat(get(proxy, "/api/logs/history?level=info").path("items").toString())
          .contains("the configuration was reloaded");
    }
  }
}
