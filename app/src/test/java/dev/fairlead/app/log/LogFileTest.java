package dev.fairlead.app.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.app.config.Logging.Rotate;
import dev.fairlead.app.config.unit.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A log file stays within its bounds, whole line by whole line. */
final class LogFileTest {
  @TempDir Path folder;
  private Path path;
  private Instant now = Instant.now();

  @BeforeEach
  void name() {
    path = folder.resolve("fairlead.log");
  }

  private LogFile open(long bytes, int days, int keep) throws IOException {
    return new LogFile(path, new Rotate(new ByteSize(bytes), days, keep), this::tick);
  }

  /** Time passes whenever somebody looks. */
  private Instant tick() {
    now = now.plusMillis(1);
    return now;
  }

  private static void write(LogFile file, String line) throws IOException {
    byte[] bytes = (line + "\n").getBytes(UTF_8);
    file.write(bytes, 0, bytes.length);
  }

  private List<String> all() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path old : OldFiles.of(path)) {
      text.append(Files.readString(old));
    }
    return text.append(Files.readString(path)).toString().lines().toList();
  }

  @Test
  void noFileGrowsBeyondTheSizeAndNoLineIsLost() throws Exception {
    try (LogFile file = open(100, 0, 100)) {
      for (int i = 0; i < 50; i++) {
        write(file, "line " + i);
      }
    }
    assertThat(OldFiles.of(path)).hasSizeGreaterThan(3);
    for (Path old : OldFiles.of(path)) {
      assertThat(Files.size(old)).isBetween(90L, 100L);
    }
    assertThat(Files.size(path)).isLessThanOrEqualTo(100);
    assertThat(all()).hasSize(50).startsWith("line 0", "line 1").endsWith("line 49");
  }

  @Test
  void onlySoManyOldFilesAreKeptAndTheYoungestOnes() throws Exception {
    Path stranger = Files.writeString(folder.resolve("fairlead.log.backup"), "mine");
    try (LogFile file = open(10, 0, 2)) {
      for (int i = 0; i < 9; i++) {
        write(file, "line " + i);
      }
    }
    assertThat(OldFiles.of(path)).hasSize(2);
    assertThat(all()).containsExactly("line 6", "line 7", "line 8");
    assertThat(stranger).exists();
  }

  @Test
  void keepingNoneLeavesTheOneFile() throws Exception {
    try (LogFile file = open(10, 0, 0)) {
      write(file, "line 1");
      write(file, "line 2");
    }
    assertThat(OldFiles.of(path)).isEmpty();
    assertThat(path).hasContent("line 2");
  }

  @Test
  void aNewDayBeginsANewFile() throws Exception {
    try (LogFile file = open(0, 1, 10)) {
      write(file, "today");
      write(file, "today too");
      assertThat(OldFiles.of(path)).isEmpty();
      now = now.plus(Duration.ofDays(1));
      write(file, "tomorrow");
      write(file, "tomorrow too");
    }
    assertThat(OldFiles.of(path)).hasSize(1);
    assertThat(path).hasContent("tomorrow\ntomorrow too");
  }

  @Test
  void aFileOfAnEarlierDayIsPutAsideAfterARestart() throws Exception {
    try (LogFile file = open(0, 2, 10)) {
      write(file, "before");
    }
    now = now.plus(Duration.ofDays(1));
    try (LogFile file = open(0, 2, 10)) {
      write(file, "still");
    }
    assertThat(OldFiles.of(path)).isEmpty();
    now = now.plus(Duration.ofDays(1));
    try (LogFile file = open(0, 2, 10)) {
      write(file, "after");
    }
    assertThat(OldFiles.of(path)).hasSize(1);
    assertThat(path).hasContent("after");
  }

  @Test
  void anEmptyFileIsNeverPutAside() throws Exception {
    try (LogFile file = open(3, 1, 10)) {
      now = now.plus(Duration.ofDays(9));
      write(file, "longer than a whole file may be");
    }
    assertThat(OldFiles.of(path)).isEmpty();
  }

  @Test
  void withoutBoundsItGrows() throws Exception {
    try (LogFile file = open(0, 0, 0)) {
      for (int i = 0; i < 100; i++) {
        write(file, "x".repeat(1000));
      }
      now = now.plus(Duration.ofDays(400));
      write(file, "end");
    }
    assertThat(all()).hasSize(101);
    assertThat(OldFiles.of(path)).isEmpty();
  }

  @Test
  void onlyTheOwnerMayReadUnlessSomebodyChangedThat() throws Exception {
    try (LogFile file = open(10, 0, 10)) {
      write(file, "line 1");
      assertThat(permissions(path)).isEqualTo("rw-------");
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
      write(file, "line 2");
      assertThat(permissions(path)).isEqualTo("rw-r-----");
      assertThat(permissions(OldFiles.of(path).getFirst())).isEqualTo("rw-r-----");
    }
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void aFileThatSomebodyElseMovedIsBegunAnew() throws Exception {
    try (LogFile file = open(10, 0, 10)) {
      write(file, "line 1");
      Path _ = Files.move(path, folder.resolve("moved"));
      write(file, "line 2");
    }
    assertThat(path).hasContent("line 2");
    assertThat(folder.resolve("moved")).hasContent("line 1");
  }

  static boolean hasFullDevice() {
    return Files.isWritable(Path.of("/dev/full"));
  }

  @Test
  @EnabledIf("hasFullDevice")
  void aFullDiskIsAnErrorEachTimeAndDevicesAreNotRotated() throws Exception {
    path = Path.of("/dev/full");
    try (LogFile file = open(1, 1, 1)) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> write(file, "line")).isInstanceOf(IOException.class);
      }
    }
    assertThat(path).exists();
  }

  @Test
  void whatAFileDoesNotTakeGoesElsewhere() {
    var disk = new FullDisk();
    var otherwise = new FullDisk();
    var target = new Unfailing(disk, otherwise);
    disk.full(true);
    target.write("lost?\n".getBytes(UTF_8), 0, 6);
    otherwise.full(true);
    target.write("lost!\n".getBytes(UTF_8), 0, 6);
    disk.full(false);
    target.write("kept\n".getBytes(UTF_8), 0, 5);
    assertThat(otherwise.text()).isEqualTo("lost?\n");
    assertThat(disk.text()).isEqualTo("kept\n");
  }
}
