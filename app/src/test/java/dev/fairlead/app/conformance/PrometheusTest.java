package dev.fairlead.app.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.app.PluginChecks;
import dev.fairlead.app.Running;
import dev.fairlead.app.config.ConfigLoader;
import dev.fairlead.app.config.Invocation;
import dev.fairlead.app.config.Loaded;
import dev.fairlead.app.config.bind.Flags.Flag;
import dev.fairlead.testkit.Eventually;
import dev.fairlead.testkit.FreePort;
import dev.fairlead.testkit.RawClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus itself judges the exposition, the alerts and the example of a scrape. */
@Tag("full")
final class PrometheusTest {
  @TempDir Path folder;

  private Running start() throws IOException {
    Invocation call =
        new Invocation(
            Optional.empty(),
            Optional.empty(),
            List.of(new Flag("-p", "server.port", "0"), new Flag("-c", "control.port", "0")),
            Map.of("XDG_STATE_HOME", folder.resolve("state").toString()),
            folder);
    ConfigLoader loader = new ConfigLoader(List.of(new PluginChecks()));
    return Running.start(loader, call, (Loaded.Ready) loader.load(call));
  }

  private static String get(int port, String path) throws IOException {
    try (RawClient client = RawClient.connect(port)) {
      return client.exchange("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").text();
    }
  }

  private static int port(Running running) {
    return running.controlAddress().orElseThrow().getPort();
  }

  @Test
  void promtoolFindsNothingWrongWithTheMetrics() throws Exception {
    String promtool = Programs.find("promtool");
    try (Running running = start()) {
      Path metrics = Files.writeString(folder.resolve("metrics"), get(port(running), "/metrics"));
      String check = "\"" + promtool + "\" check metrics < \"" + metrics + "\"";
      var result = Programs.run(folder, List.of("sh", "-c", check));
      String ours =
          result
              .output()
              .lines()
              .filter(line -> !line.startsWith("jvm_"))
              .reduce("", String::concat);
      assertThat(ours).isEmpty();
    }
  }

  @Test
  void promtoolAcceptsTheExamples() throws Exception {
    String promtool = Programs.find("promtool");
    Path examples = Programs.root().resolve("config/prometheus");
    Programs.run(examples.toRealPath(), List.of(promtool, "check", "config", "scrape.yaml"))
        .succeeded();
    Programs.run(examples.toRealPath(), List.of(promtool, "check", "rules", "alerts.yaml"))
        .succeeded();
  }

  @Test
  void prometheusScrapesIt() throws Exception {
    String prometheus = Programs.find("prometheus");
    int port = FreePort.next();
    try (Running running = start()) {
      Path config =
          Files.writeString(
              folder.resolve("prometheus.yml"),
              """
              global: {scrape_interval: 1s}
              scrape_configs:
                - {job_name: fairlead, static_configs: [{targets: ["127.0.0.1:%d"]}]}
              """
                  .formatted(port(running)),
              UTF_8);
      Process process =
          Programs.start(
              folder,
              folder.resolve("prometheus.log"),
              Map.of(),
              List.of(
                  prometheus,
                  "--config.file=" + config,
                  "--storage.tsdb.path=" + folder.resolve("data"),
                  "--web.listen-address=127.0.0.1:" + port));
      try {
        Eventually.until(
            "it has been scraped",
            Duration.ofSeconds(60),
            () ->
                get(port, "/api/v1/query?query=fairlead_build_info").contains("\"version\"")
                    && get(port, "/api/v1/query?query=up").contains("\"1\"]"));
      } finally {
        process.destroy();
        process.waitFor();
      }
    }
  }
}
