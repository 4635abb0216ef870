package dev.fairlead.app.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.app.config.bind.Flags.Flag;
import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.Eventually;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.RawResponse;
import dev.fairlead.testkit.ScriptedOrigin;
import dev.fairlead.testkit.TestCa;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scrape of a running Fairlead says. */
final class MetricsTest {
  @TempDir Path folder;

  private static String scrape(Proxy proxy) throws IOException {
    try (RawClient client = RawClient.connect(proxy.controlPort())) {
      RawResponse answer = client.exchange("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(answer.status()).isEqualTo(200);
      return answer.text();
    }
  }

  private static void says(Proxy proxy, String line) {
    Eventually.until(line, () -> scrape(proxy).lines().anyMatch(line::equals));
  }

  @Test
  void whatPassedIsCounted() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy = Proxy.start(folder, Proxy.OPEN)) {
      String url = "http://" + origin.authority() + "/";
      try (RawClient client = proxy.connect()) {
        client.exchange(Proxy.text("GET " + url + " HTTP/1.1", "Host: " + origin.authority()));
        says(proxy, "http_requests_total{door=\"forward\",method=\"GET\",status=\"2xx\"} 1.0");
        says(proxy, "fairlead_connections 1.0");
        says(proxy, "fairlead_exchanges 0.0");
        says(proxy, "fairlead_pool_connections{state=\"idle\"} 1.0");
        says(proxy, "fairlead_pool_connections{state=\"active\"} 0.0");
        says(proxy, "fairlead_pool_endpoints 1.0");
        says(proxy, "fairlead_upstream_connections_total{state=\"new\"} 1.0");
      }
      says(proxy, "fairlead_connections 0.0");
      assertThat(scrape(proxy)).containsPattern("fairlead_history_bytes [1-9]");
    }
  }

  @Test
  void tunnelsAreUnderWay() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy = Proxy.start(folder, Proxy.OPEN)) {
      try (var _ = proxy.tunnel(origin.authority())) {
        says(proxy, "fairlead_tunnels 1.0");
        says(proxy, "fairlead_exchanges 1.0");
      }
      says(proxy, "fairlead_exchanges 0.0");
      says(proxy, "fairlead_tunnel_duration_seconds_count 1");
    }
  }

  @Test
  void whoAbandonsAHandshakeIsCounted() throws Exception {
    TestCa.create().leaf("localhost").write(folder, "one");
    try (var proxy = Proxy.start(folder, "server: {tls: {cert: one.pem, key: one.key}}\n");
        var client = proxy.connect()) {
      client.send("\u0016\u0003\u0001\u0000\u0004abcd");
      client.readUntilClose();
      says(proxy, "fairlead_client_tls_handshakes_total{outcome=\"failed\"} 1.0");
      says(proxy, "fairlead_client_tls_handshakes_total{outcome=\"completed\"} 0.0");
    }
  }

  @Test
  void reloadsAreCounted() throws Exception {
    try (var proxy = Proxy.start(folder, "")) {
      proxy.change("nonsense: 1\n");
      says(proxy, "fairlead_config_reloads_total{outcome=\"refused\"} 1.0");
      proxy.change("server: {via: a}\n");
      says(proxy, "fairlead_config_reloads_total{outcome=\"used\"} 1.0");
    }
  }

  @Test
  void lostLinesAreCounted() throws Exception {
    Proxy.write(folder, "fairlead.yaml", "");
    var full = new Flag("--set", "logging.file", "/dev/full");
    var port = new Flag("--port", "server.port", "0");
    try (var proxy = Proxy.start(folder, List.of(port, full))) {
      proxy.ask("GET /health HTTP/1.1", "Host: a");
      says(proxy, "fairlead_access_log_lost_lines_total 1.0");
    }
  }

  @Test
  void nothingIsMeasuredThatNobodyWants() throws Exception {
    try (var proxy = Proxy.start(folder, "metrics: {enabled: false}\n")) {
      assertThat(proxy.control("GET /metrics", "").status()).isEqualTo(404);
      assertThat(proxy.control("GET /health", "").status()).isEqualTo(200);
    }
  }
}
