package dev.fairlead.app.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.Field;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.RawH2Client;
import dev.fairlead.testkit.ScriptedOrigin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes a second, on real sockets: never more than the rate, and never much less. */
final class ShapingTest {
  private static final String LIMIT =
      """
      security:
        rate_limiting:
          enabled: true
          rules: [{name: slow, key: global, bytes_per_second: %d}]
      """;

  @TempDir Path folder;

  private Proxy proxy(ScriptedOrigin origin, int rate) throws Exception {
    return Proxy.start(
        folder,
        Proxy.OPEN
            + "routing: {default_backend: \"http://%s\"}\n".formatted(origin.authority())
            + LIMIT.formatted(rate));
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  @Test
  void responsesRequestsAndTunnelsAreSlowedDown() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.pattern(60_000));
        var proxy = proxy(origin, 100_000)) {
      long start = System.nanoTime();
      assertThat(proxy.ask("GET / HTTP/1.1", "Host: a").body()).hasSize(60_000);
      assertThat(seconds(start)).isBetween(0.45, 5.0);
      start = System.nanoTime();
      try (RawClient tunnel = proxy.tunnel(origin.authority())) {
        assertThat(tunnel.exchange(Proxy.text("GET / HTTP/1.1", "Host: a")).body()).hasSize(60_000);
      }
      assertThat(seconds(start)).isBetween(0.45, 5.0);
    }
  }

  @Test
  void uploadsAreSlowedDown() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy = proxy(origin, 100_000);
        var client = proxy.connect()) {
      long start = System.nanoTime();
      String head = Proxy.text("POST / HTTP/1.1", "Host: a", "Content-Length: 60000");
      assertThat(client.exchange(head + "x".repeat(60_000)).status()).isEqualTo(200);
      assertThat(seconds(start)).isBetween(0.45, 5.0);
      assertThat(origin.last().body()).hasSize(60_000);
    }
  }

  @Test
  void silenceOfASlowedDownResponseIsNobodysFault() throws Exception {
    // 8 KB at 2 KB/s: for seconds nothing comes from the origin, which has a second to say
    // something.
    String patience = "server: {timeouts: {first_byte_reverse: 1s, read: 1s, write: 1s}}\n";
    try (var origin = ScriptedOrigin.start(Answers.pattern(8_000));
        var proxy =
            Proxy.start(
                folder,
                patience
                    + "routing: {default_backend: \"http://%s\"}\n".formatted(origin.authority())
                    + LIMIT.formatted(2_000))) {
      assertThat(proxy.ask("GET / HTTP/1.1", "Host: a").body()).hasSize(8_000);
    }
  }

  @Test
  @Tag("full")
  void rateHoldsWithinTenPercentForSeveralAtOnce() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.pattern(1_500_000));
        var proxy = proxy(origin, 1_000_000)) {
      long start = System.nanoTime();
      List<Thread> clients = new ArrayList<>();
      List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
      for (int i = 0; i < 4; i++) {
        boolean tunnelled = i % 2 == 0;
        clients.add(Thread.ofPlatform().start(() -> sizes.add(download(proxy, origin, tunnelled))));
      }
      for (Thread client : clients) {
        client.join();
      }
      assertThat(sizes).containsOnly(1_500_000).hasSize(4);
      assertThat(6_000_000 / seconds(start)).isBetween(900_000.0, 1_100_000.0);
    }
  }

  private static int download(Proxy proxy, ScriptedOrigin origin, boolean tunnelled) {
    String request = Proxy.text("GET / HTTP/1.1", "Host: a");
    try (RawClient client = tunnelled ? proxy.tunnel(origin.authority()) : proxy.connect()) {
      client.patience(Duration.ofSeconds(30));
      return client.exchange(request).body().length;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @Tag("full")
  void rateHoldsWithinTenPercentOnHttp2() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.pattern(1_500_000));
        var proxy = proxy(origin, 500_000);
        var client = RawH2Client.connect(proxy.port())) {
      client.wire().patience(Duration.ofSeconds(30));
      long start = System.nanoTime();
      client.headers(
          1,
          true,
          List.of(
              new Field(":method", "GET"),
              new Field(":scheme", "http"),
              new Field(":authority", "a.example"),
              new Field(":path", "/")));
      assertThat(client.answer(1).body()).hasSize(1_500_000);
      assertThat(1_500_000 / seconds(start)).isBetween(450_000.0, 550_000.0);
    }
  }
}
