package dev.fairlead.app.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.app.config.bind.Flags.Flag;
import dev.fairlead.testkit.Eventually;
import dev.fairlead.testkit.RawClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Health endpoints tell the truth, on both ports. */
final class HealthTest {
  @TempDir Path folder;

  private static int status(Proxy proxy, String path) throws Exception {
    int data = proxy.ask("GET " + path + " HTTP/1.1", "Host: any.example").status();
    int control = proxy.control("GET " + path, "").status();
    assertThat(control).as(path).isEqualTo(data);
    return data;
  }

  @Test
  void readyOnceItServes() throws Exception {
    try (var proxy = Proxy.start(folder, "")) {
      for (String path : new String[] {"", "/liveness", "/readiness", "/startup"}) {
        assertThat(status(proxy, "/health" + path)).as(path).isEqualTo(200);
      }
    }
  }

  /** Traffic that comes all the same is served. */
  @Test
  void aDiskThatTakesNothingMoreIsNotReady() throws Exception {
    Path logs = Files.createDirectory(folder.resolve("logs"));
    Proxy.write(folder, "fairlead.yaml", "");
    var flags =
        List.of(
            new Flag("--port", "server.port", "0"),
            new Flag("--set", "logging.file", logs.resolve("a.log").toString()));
    try (var proxy = Proxy.start(folder, flags)) {
      assertThat(status(proxy, "/health/readiness")).isEqualTo(200);
      Path away = Files.move(logs, folder.resolve("away"));
      Eventually.until("not ready", () -> status(proxy, "/health/readiness") == 503);
      assertThat(proxy.ask("GET /health/readiness HTTP/1.1", "Host: a").text())
          .contains("\"state\":\"disk_not_writable\"");
      assertThat(status(proxy, "/health/liveness")).isEqualTo(200);
      assertThat(status(proxy, "/health/startup")).isEqualTo(200);
      Files.move(away, logs);
      Eventually.until("ready again", () -> status(proxy, "/health/readiness") == 200);
    }
  }

  @Test
  void whoDrainsIsAliveButNotReady() throws Exception {
    try (var proxy = Proxy.start(folder, "");
        RawClient client = proxy.connect()) {
      client.exchange("GET /health HTTP/1.1\r\nHost: a\r\n\r\n");
      try (RawClient held = proxy.connect()) {
        held.send("GET /health/readiness HTTP/1.1\r\n");
        Thread stopping = Thread.ofPlatform().start(() -> proxy.running().stop());
        Eventually.until(
            "draining", () -> proxy.control("GET /health/readiness", "").status() == 503);
        assertThat(proxy.control("GET /health/startup", "").status()).isEqualTo(200);
        assertThat(proxy.control("GET /health", "").text()).contains("draining");
        assertThat(held.exchange("Host: a\r\n\r\n").status()).isEqualTo(503);
        stopping.join();
      }
    }
  }
}
