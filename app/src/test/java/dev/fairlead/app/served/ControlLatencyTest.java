package dev.fairlead.app.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.ScriptedOrigin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The control plane answers while every event loop has more to do than it can. */
@Tag("soak")
final class ControlLatencyTest {
  private static final int CLIENTS = 32;
  private static final int QUESTIONS = 500;

  @TempDir Path folder;

  @Test
  void ninetyNineOfAHundredAnswersTakeLessThanFiftyMilliseconds() throws Exception {
    AtomicBoolean on = new AtomicBoolean(true);
    LongAdder served = new LongAdder();
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy = Proxy.start(folder, Proxy.OPEN + "logging: {access: false}\n")) {
      String url = "http://" + origin.authority() + "/";
      String request = Proxy.text("GET " + url + " HTTP/1.1", "Host: " + origin.authority());
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(Thread.ofPlatform().start(() -> load(proxy, request, on, served)));
      }
      long[] taken = new long[QUESTIONS];
      for (int i = 0; i < QUESTIONS; i++) {
        long start = System.nanoTime();
        assertThat(proxy.control("GET /api/requests?limit=20", "").status()).isEqualTo(200);
        taken[i] = System.nanoTime() - start;
      }
      on.set(false);
      for (Thread client : clients) {
        client.join();
      }
      Arrays.sort(taken);
      System.out.printf(
          "p50 %.1f ms, p99 %.1f ms beside %d requests%n",
          taken[QUESTIONS / 2] / 1e6, taken[QUESTIONS * 99 / 100] / 1e6, served.sum());
      assertThat(served.sum()).isGreaterThan(QUESTIONS);
      assertThat(taken[QUESTIONS * 99 / 100] / 1_000_000).isLessThan(50);
    }
  }

  private static void load(Proxy proxy, String request, AtomicBoolean on, LongAdder served) {
    try (RawClient client = proxy.connect()) {
      while (on.get()) {
        client.exchange(request);
        served.increment();
      }
    } catch (IOException _) {
      // The count tells.
    }
  }
}
