package dev.fairlead.control.execute;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How soon the client has what the process wrote; the way into the process is included. */
@Timeout(60)
final class LatencyTest {
  private static final int ROUNDS = 200;

  @TempDir Path folder;

  @Test
  void outputIsThereWithinMilliseconds() throws IOException {
    Path gate = Fifo.make(folder.resolve("gate"));
    var request =
        Map.<String, Object>of("command", "cat", "args", List.of(gate.toString()), "stream", true);
    long[] taken = new long[ROUNDS];
    try (var served = Served.by(new Rules().allow("/bin/cat", "..."), Tempo.USUAL);
        var events = served.follow(request);
        OutputStream in = Files.newOutputStream(gate)) {
      for (int i = 0; i < ROUNDS; i++) {
        long begun = System.nanoTime();
        in.write('x');
        assertThat(events.printed()).isEqualTo("x");
        taken[i] = System.nanoTime() - begun;
      }
    }
    Arrays.sort(taken);
    assertThat(Duration.ofNanos(taken[ROUNDS / 2])).isLessThan(Duration.ofMillis(10));
  }
}
