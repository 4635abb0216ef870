package dev.fairlead.app.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Eventually;
import dev.fairlead.testkit.HttpOrigin;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.TestCa;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Event loops that have one connection to an origin between them, and work for all the time. */
@Timeout(60)
final class TurnsTest {
  private static final int CLIENTS = 6;

  @TempDir Path folder;

  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicIntegerArray served = new AtomicIntegerArray(CLIENTS);

  @ParameterizedTest
  @ValueSource(strings = {"http/1.1", "h2"})
  void nobodyStarvesWhateverTheOriginSpeaks(String protocol) throws Exception {
    TestCa ca = TestCa.create();
    ca.write(folder.resolve("ca.pem"));
    try (var origin = HttpOrigin.startTls(ca.leaf("localhost", "127.0.0.1"), protocol);
        var proxy =
            Proxy.start(
                folder,
                Proxy.OPEN
                    + """
                    server: {threads: 2}
                    upstream: {tls: {ca: [ca.pem]}, pool: {max_per_target: 1, wait_timeout: 30s}}
                    routing: {default_backend: "https://%s"}
                    """
                        .formatted(origin.authority()))) {
      List<CompletableFuture<Void>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int client = i;
        clients.add(
            CompletableFuture.runAsync(() -> hammer(proxy, client), Thread::startVirtualThread));
      }
      try {
        Eventually.until(
            "five answers for each client", Duration.ofSeconds(25), () -> least() >= 5);
      } finally {
        stop.set(true);
      }
      clients.forEach(CompletableFuture::join);
      assertThat(origin.openConnections()).isLessThanOrEqualTo(1);
    }
  }

  private int least() {
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < CLIENTS; i++) {
      least = Math.min(least, served.get(i));
    }
    return least;
  }

  private void hammer(Proxy proxy, int number) {
    try (RawClient client = proxy.connect()) {
      while (!stop.get()) {
        assertThat(client.exchange(Proxy.text("GET /slow/1?ms=5 HTTP/1.1", "Host: a")).status())
            .isEqualTo(200);
        served.incrementAndGet(number);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the exchange broke", e);
    }
  }
}
