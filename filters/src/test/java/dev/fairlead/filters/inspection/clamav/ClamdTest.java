package dev.fairlead.filters.inspection.clamav;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fairlead.filters.inspection.coding.Decoding;
import dev.fairlead.testkit.Eventually;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real daemon, with one signature of our own and a small limit. */
@Tag("full")
final class ClamdTest {
  private static final Path CLAMD = Path.of("/usr/sbin/clamd");
  private static final String MARKER = "FAIRLEAD-SIGNATURE-FOR-TESTS-ONLY";

  @TempDir Path folder;
  private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
  private final BlockingQueue<Scan> verdicts = new LinkedBlockingQueue<>();
  private @Nullable Process process;
  private ClamAv clamAv = new ClamAv("/none", Duration.ofSeconds(1));

  @BeforeEach
  void start() throws IOException {
    assumeThat(CLAMD).as("clamd is not installed").isExecutable();
    Path names = Files.createDirectory(folder.resolve("names"));
    String hex = HexFormat.of().formatHex(MARKER.getBytes(ISO_8859_1));
    Files.writeString(names.resolve("ours.ndb"), "Fairlead.Marker:0:*:" + hex + "\n");
    Path socket = folder.resolve("clamd.ctl");
    Path settings =
        Files.writeString(
            folder.resolve("clamd.conf"),
            """
            LocalSocket %s
            DatabaseDirectory %s
            StreamMaxLength 1M
            Foreground yes
            """
                .formatted(socket, names));
    process =
        new ProcessBuilder(CLAMD.toString(), "--config-file=" + settings)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("clamd.log").toFile())
            .start();
    clamAv = new ClamAv(socket.toString(), Duration.ofSeconds(30));
    Eventually.until(
        "clamd answers",
        Duration.ofMinutes(1),
        () -> ask(null, Unpooled.EMPTY_BUFFER) instanceof Scan.Clean);
  }

  @AfterEach
  void stop() throws InterruptedException {
    loop.shutdownNow();
    if (process != null) {
      process.destroy();
      process.waitFor();
    }
  }

  private Scan ask(@Nullable String coding, ByteBuf body) throws Exception {
    Sample sample = new Sample(List.of(body), Decoding.of(coding, 1 << 30));
    var _ = loop.submit(() -> clamAv.ask(sample, loop, verdicts::add)).get();
    return Objects.requireNonNull(verdicts.poll(40, TimeUnit.SECONDS), "no verdict");
  }

  @Test
  void cleanBodiesAreCleanAndOursAreNamed() throws Exception {
    assertThat(ask(null, Unpooled.copiedBuffer("nothing", ISO_8859_1)))
        .isInstanceOf(Scan.Clean.class);
    assertThat(ask(null, Unpooled.copiedBuffer("<" + MARKER + ">", ISO_8859_1)))
        .isEqualTo(new Scan.Infected("Fairlead.Marker.UNOFFICIAL"));
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(MARKER.getBytes(ISO_8859_1));
    }
    assertThat(ask("gzip", Unpooled.wrappedBuffer(packed.toByteArray())))
        .isInstanceOf(Scan.Infected.class);
  }

  @Test
  void aBodyAboveItsLimitIsNotJudged() throws Exception {
    Scan scan = ask(null, Unpooled.wrappedBuffer(new byte[8 << 20]));
    assertThat(scan).isInstanceOf(Scan.Unknown.class);
  }
}
