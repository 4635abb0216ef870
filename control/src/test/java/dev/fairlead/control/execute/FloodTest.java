package dev.fairlead.control.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Eventually;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A lot at once, and a lot in a row. */
@Tag("full")
@Timeout(300)
final class FloodTest {
  private static final long GIGABYTE = 1_000_000_000;
  private static final int MANY = 100;

  @Test
  void gigabyteLeavesMemoryFlat() throws IOException {
    Rules rules = new Rules().allow("/usr/bin/head", "...").maxOutput(2 * GIGABYTE);
    var request =
        Map.<String, Object>of(
            "command",
            "head",
            "args",
            List.of("-c", String.valueOf(GIGABYTE), "/dev/zero"),
            "encoding",
            "base64",
            "stream",
            true);
    try (var served = Served.by(rules);
        var events = served.follow(request)) {
      String line = events.line();
      long before = used();
      long most = before;
      for (int i = 1; !line.contains("\"exit\""); i++) {
        line = events.line();
        most = i % 4096 == 0 ? Math.max(most, used()) : most;
      }
      assertThat(line).contains("\"code\":0", "\"stdout_bytes\":" + GIGABYTE);
      assertThat(most - before).isLessThan(16L << 20);
    }
  }

  @Test
  void hundredRunAtATimeAndTheNextIsRefused() throws IOException {
    try (var served = Served.by(Rules.shell().maxConcurrent(MANY), Tempo.USUAL)) {
      List<Events> running = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        running.add(served.follow("echo " + i + "; exec sleep 1000"));
      }
      for (int i = 0; i < MANY; i++) {
        assertThat(running.get(i).printed()).isEqualTo(i + "\n");
      }
      assertThat(served.post(Map.of("command", "sh")).statusCode()).isEqualTo(429);
      for (Events events : running) {
        events.close();
      }
      Eventually.until(() -> served.post(Map.of("command", "sh")).statusCode() == 200);
      assertThat(threads()).isLessThanOrEqualTo(4 * MANY);
    }
  }

  /** What a collection leaves of the heap, and what lies beside it. */
  private static long used() {
    System.gc();
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    return heap.getUsed()
        + ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("execute-"))
        .count();
  }
}
