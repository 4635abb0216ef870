package dev.fairlead.app.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.RawResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Looking at the configuration in force, and changing it, through the API. */
final class ControlConfigTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder;

  private Path overlay() {
    return folder.resolve("fairlead.overlay.json");
  }

  private static JsonNode config(Proxy proxy) throws IOException {
    return JSON.readTree(proxy.control("GET /api/config", "").text());
  }

  private static RawResponse patch(Proxy proxy, String json) throws IOException {
    return proxy.control("PATCH /api/config", json);
  }

  private static JsonNode accepted(Proxy proxy, String json) throws IOException {
    RawResponse answer = patch(proxy, json);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return JSON.readTree(answer.text());
  }

  private static JsonNode rejected(Proxy proxy, String json) throws IOException {
    RawResponse answer = patch(proxy, json);
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    return JSON.readTree(answer.text());
  }

  private static String level(Proxy proxy) throws IOException {
    return config(proxy).at("/config/logging/level").asString();
  }

  @Test
  void everyValueIsShownWithItsOriginAndNoSecret() throws Exception {
    try (var proxy =
        Proxy.start(folder, "auth: {users: [{name: ann, password: hunter2hunter2}]}\n")) {
      JsonNode page = config(proxy);
      assertThat(page.at("/config/auth/users/0/name").asString()).isEqualTo("ann");
      assertThat(page.toString()).doesNotContain("hunter2hunter2");
      assertThat(page.at("/origins/server.port").asString()).isEqualTo("flag --port");
      assertThat(page.at("/origins/auth.users[0].name").asString()).contains("fairlead.yaml:1:");
      assertThat(page.at("/origins/control.history").asString()).isEqualTo("default");
    }
  }

  @Test
  void aPatchIsInForceAtOnceAndAfterARestart() throws Exception {
    try (var proxy = Proxy.start(folder, "logging: {level: info} # ours\n")) {
      assertThat(accepted(proxy, "{\"logging\":{\"level\":\"debug\"}}").path("remarks")).isEmpty();
      assertThat(level(proxy)).isEqualTo("debug");
      assertThat(config(proxy).at("/origins/logging.level").asString()).contains("overlay.json:");
      accepted(proxy, "{\"server\":{\"limits\":{\"url\":\"4KB\"}}}");
      assertThat(level(proxy)).isEqualTo("debug");
      assertThat(Files.getPosixFilePermissions(overlay()))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThat(Files.readString(folder.resolve("fairlead.yaml"))).contains("# ours");
    }
    try (var proxy = Proxy.start(folder)) {
      assertThat(level(proxy)).isEqualTo("debug");
      accepted(proxy, "{\"logging\":{\"level\":null}}");
      assertThat(level(proxy)).isEqualTo("info");
    }
  }

  @Test
  void itTakesEffectOnTraffic() throws Exception {
    try (var proxy = Proxy.start(folder, "")) {
      String[] request = {"GET /none HTTP/1.1", "Host: a.example"};
      assertThat(proxy.ask(request).header("X-Frame-Options")).isEqualTo("DENY");
      accepted(proxy, "{\"security\":{\"headers\":{\"x_frame_options\":\"off\"}}}");
      assertThat(proxy.ask(request).header("X-Frame-Options")).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"cli\":{\"enabled\":true}}",
        "{\"cli\":{\"allowed_commands\":[\"/bin/sh\"]}}",
        "{\"cli\":{\"enabled\":null}}",
        "{\"plugins\":[\"x.jar\"]}",
        "{\"include\":[\"other.yaml\"]}",
        "{\"control\":{\"host\":\"0.0.0.0\"}}",
        "{\"upstream\":{\"tls\":{\"ca\":[\"/tmp/evil.pem\"]}}}",
        "{\"server\":{\"tls\":{\"cert\":\"/tmp/c.pem\"}}}",
        "{\"server\":{\"tls\":{\"certificates\":[{\"cert\":\"/tmp/c.pem\"}]}}}",
        "{\"logging\":{\"file\":\"/tmp/x\"}}",
        "{\"auth\":{\"realm\":\"${file:/etc/passwd}\"}}",
        "{\"auth\":{\"tokens\":[{\"name\":\"a\",\"token\":\"exec:id\"}]}}"
      })
  void whatRunsCodeNamesFilesOrWidensTrustIsRefused(String json) throws Exception {
    try (var proxy = Proxy.start(folder, "")) {
      JsonNode problem = rejected(proxy, json).at("/problems/0");
      assertThat(problem.path("message").asString()).contains("the API does not change it");
      assertThat(problem.path("key").asString()).isNotEmpty();
      assertThat(problem.path("remedy").asString()).isNotEmpty();
      assertThat(overlay()).doesNotExist();
    }
  }

  @Test
  void everyProblemIsToldAndNothingChanges() throws Exception {
    try (var proxy = Proxy.start(folder, "")) {
      accepted(proxy, "{\"logging\":{\"level\":\"warn\"}}");
      String before = Files.readString(overlay());
      JsonNode answer =
          rejected(
              proxy,
              "{\"logging\":{\"level\":\"loud\"},\"server\":{\"prot\":1,\"http2\":\"perhaps\"}}");
      assertThat(answer.path("problems")).hasSize(3);
      JsonNode first = answer.at("/problems/0");
      assertThat(first.path("file").asString()).endsWith("fairlead.overlay.json");
      assertThat(first.path("line").asInt()).isPositive();
      assertThat(first.path("column").asInt()).isPositive();
      assertThat(answer.toString()).contains("Did you mean port?", "server.http2", "logging.level");
      assertThat(Files.readString(overlay())).isEqualTo(before);
      assertThat(level(proxy)).isEqualTo("warn");
    }
  }

  @Test
  void aChangeThatCannotBePutToUseIsNotKept() throws Exception {
    Proxy.write(folder, "fairlead.yaml", "server: {port: 0}\n");
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var proxy = Proxy.start(folder, List.of())) {
      JsonNode answer = rejected(proxy, "{\"server\":{\"port\":" + taken.getLocalPort() + "}}");
      assertThat(answer.path("detail").asString()).contains("cannot listen");
      assertThat(overlay()).doesNotExist();
      assertThat(config(proxy).at("/config/server/port").asInt()).isZero();
    }
  }

  @Test
  void whoHasTheLastWordIsTold() throws Exception {
    try (var proxy = Proxy.start(folder, "")) {
      JsonNode remark = accepted(proxy, "{\"server\":{\"port\":0}}").at("/remarks/0");
      assertThat(remark.path("key").asString()).isEqualTo("server.port");
      assertThat(remark.path("message").asString()).contains("flag --port has the last word");
    }
  }

  @Test
  void aReloadThatFailsSaysEverything() throws Exception {
    try (var proxy = Proxy.start(folder, "logging: {level: info}\n")) {
      Proxy.write(folder, "fairlead.yaml", "logging: {level: loud}\n");
      RawResponse answer = proxy.control("POST /api/config/reload", "");
      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.text()).contains("\"line\":1", "\"column\":18", "logging.level");
      assertThat(level(proxy)).isEqualTo("info");
    }
  }

  @Test
  void onlyAnObjectIsAPatch() throws Exception {
    try (var proxy = Proxy.start(folder, "")) {
      assertThat(patch(proxy, "[]").status()).isEqualTo(400);
      assertThat(patch(proxy, "{").status()).isEqualTo(400);
    }
  }
}
