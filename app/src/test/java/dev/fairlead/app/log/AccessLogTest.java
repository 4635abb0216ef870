package dev.fairlead.app.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.app.config.Logging;
import dev.fairlead.app.config.unit.ByteSize;
import dev.fairlead.control.logs.RecentLogs;
import dev.fairlead.testkit.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines are kept as long as there is somewhere to keep them, and never cost more than that. */
final class AccessLogTest {
  private final Losses losses = new Losses();

  @TempDir Path folder;

  private AccessLog log(OutputStream target) {
    return new AccessLog(target, false, losses);
  }

  @Test
  void everyLineThatWasTakenIsWrittenBeforeTheLogIsClosed() {
    var target = new ByteArrayOutputStream();
    var log = log(target);
    for (int i = 0; i < 10_000; i++) {
      assertThat(log.add(AccessLineTest.flow("/" + i))).isTrue();
    }
    log.close();
    assertThat(log.add(AccessLineTest.flow("/late"))).isFalse();
    String[] lines = target.toString(UTF_8).split("\n", -1);
    assertThat(lines).hasSize(10_001);
    assertThat(lines[9_999]).contains("/9999 ");
    assertThat(losses.lines()).isZero();
  }

  @Test
  void aStuckTargetCostsLinesAndNotTime() {
    CountDownLatch stuck = new CountDownLatch(1);
    OutputStream target =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            try {
              stuck.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          }
        };
    var log = log(target);
    var flow = AccessLineTest.flow("/" + "x".repeat(60_000));
    for (int i = 0; i < 300; i++) {
      assertThat(log.add(flow)).isTrue();
    }
    assertThat(losses.lines()).isPositive();
    stuck.countDown();
    log.close();
  }

  @Test
  void everyLineOfAFailedWriteIsCountedAndTheNextOnesAreKept() {
    var disk = new FullDisk();
    disk.full(true);
    try (var log = log(disk)) {
      for (int i = 0; i < 5; i++) {
        log.add(AccessLineTest.flow("/lost"));
      }
      Eventually.until("lines are lost", () -> losses.lines() == 5);
      disk.full(false);
      log.add(AccessLineTest.flow("/kept"));
      Eventually.until("lines are kept", () -> disk.text().contains("/kept"));
    }
    assertThat(disk.text()).doesNotContain("/lost");
    assertThat(losses.lines()).isEqualTo(5);
  }

  @Test
  void aJournalWritesToWhicheverLogIsInForce() throws Exception {
    Path first = folder.resolve("first.log");
    Path second = folder.resolve("second.log");
    try (var journal = new Journal(new RecentLogs(1 << 16, "test"))) {
      journal.ended(AccessLineTest.flow("/nowhere"));
      journal.use(Logs.open(to(first, true), journal.losses()));
      journal.ended(AccessLineTest.flow("/first"));
      journal.use(Logs.open(to(second, true), journal.losses()));
      journal.ended(AccessLineTest.flow("/second"));
      assertThat(Files.readString(first)).contains("/first ").doesNotContain("/second");
      journal.use(Logs.open(to(second, false), journal.losses()));
      journal.ended(AccessLineTest.flow("/third"));
    }
    assertThat(Files.readString(first)).doesNotContain("/second");
    assertThat(Files.readString(second))
        .contains("/second ")
        .doesNotContain("/nowhere")
        .doesNotContain("/third");
  }

  private static Logging to(Path file, boolean lines) {
    return new Logging(
        Logging.Level.INFO,
        Logging.Format.TEXT,
        Optional.of(file),
        Optional.empty(),
        new Logging.Rotate(new ByteSize(0), 0, 1),
        new Logging.Access(lines, Optional.empty()));
  }
}
