package dev.fairlead.app.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.ScriptedOrigin;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code Connection} may nominate a great many fields; that must cost no more than to read them.
 */
@Timeout(60)
final class NominationsTest {
  private static final int FEW = 1_000;
  private static final int MANY = 8 * FEW;

  @TempDir Path folder;

  /** A request with so many fields, all of them nominated. */
  private static String request(int fields) {
    String names =
        IntStream.range(0, fields).mapToObj(i -> "x" + i).collect(Collectors.joining(","));
    String lines =
        IntStream.range(0, fields).mapToObj(i -> "X" + i + ": 1\r\n").collect(Collectors.joining());
    return "GET / HTTP/1.1\r\nHost: a.example\r\nX-Kept: yes\r\nConnection: "
        + names
        + "\r\n"
        + lines
        + "\r\n";
  }

  /** Processor time of the event loops for one request, at best: a busy machine adds no noise. */
  private static long cost(RawClient client, int fields) throws IOException {
    String request = request(fields);
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 10; i++) {
      long before = loopNanos();
      assertThat(client.exchange(request).status()).isEqualTo(200);
      least = Math.min(least, loopNanos() - before);
    }
    return least;
  }

  private static long loopNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return Stream.of(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(thread -> thread != null && thread.getThreadName().startsWith("loop"))
        .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
        .sum();
  }

  @Test
  void eightTimesAsManyTakeNotMuchMoreThanEightTimesAsLong() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy =
            Proxy.start(
                folder,
                """
                server: {limits: {headers: 1MB, header_count: 10000}}
                routing: {default_backend: "http://%s"}
                """
                    .formatted(origin.authority()));
        var client = proxy.connect()) {
      client.patience(Duration.ofSeconds(30));
      cost(client, MANY);
      long many = cost(client, MANY);
      long few = cost(client, FEW);
      assertThat(origin.last().header("X-Kept")).isEqualTo("yes");
      assertThat(origin.last().headers("X7")).isEmpty();
      assertThat((double) many / few).as("%d ns against %d ns", many, few).isLessThan(24);
    }
  }
}
