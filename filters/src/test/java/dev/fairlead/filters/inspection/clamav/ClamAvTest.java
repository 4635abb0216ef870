package dev.fairlead.filters.inspection.clamav;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.filters.inspection.coding.Decoding;
import dev.fairlead.testkit.Eventually;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Asking a daemon that answers, does not, or says something else. */
final class ClamAvTest {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;
  private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
  private final BlockingQueue<Scan> verdicts = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    loop.shutdownNow();
  }

  private static String address(FakeClamd clamd) throws IOException {
    return clamd.address() instanceof InetSocketAddress tcp
        ? "127.0.0.1:" + tcp.getPort()
        : clamd.address().toString();
  }

  private Question begin(ClamAv clamAv, @Nullable String coding, ByteBuf... chunks)
      throws Exception {
    Sample sample = new Sample(List.of(chunks), Decoding.of(coding, 1 << 30));
    return loop.submit(() -> clamAv.ask(sample, loop, verdicts::add)).get();
  }

  private Scan ask(ClamAv clamAv, @Nullable String coding, ByteBuf... chunks) throws Exception {
    var _ = begin(clamAv, coding, chunks);
    Scan scan = verdicts.poll(20, TimeUnit.SECONDS);
    for (ByteBuf chunk : chunks) {
      Eventually.until("released", () -> chunk.refCnt() == 0);
    }
    return Objects.requireNonNull(scan, "no verdict");
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, ISO_8859_1);
  }

  @Test
  void bodiesArriveWholeOverTcpAndOverAUnixSocket() throws Exception {
    for (var at : List.of(ANY, UnixDomainSocketAddress.of(folder.resolve("clamd.ctl")))) {
      try (var clamd = FakeClamd.start(at, 1000, body -> "stream: OK")) {
        ClamAv clamAv = new ClamAv(address(clamd), LONG);
        assertThat(ask(clamAv, null, bytes("one "), bytes(""), bytes("body")))
            .isInstanceOf(Scan.Clean.class);
        assertThat(clamd.bodies()).containsExactly("one body");
      }
    }
  }

  @Test
  void whatItFindsIsNamed() throws Exception {
    try (var clamd = FakeClamd.start(ANY, 1000, _ -> "stream: Our.Test-1 FOUND")) {
      assertThat(ask(new ClamAv(address(clamd), LONG), null, bytes("x")))
          .isEqualTo(new Scan.Infected("Our.Test-1"));
    }
  }

  @Test
  void itIsGivenWhatIsBehindTheCoding() throws Exception {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write("hidden".getBytes(ISO_8859_1));
    }
    try (var clamd = FakeClamd.start(ANY, 1000, _ -> "stream: OK")) {
      var _ =
          ask(
              new ClamAv(address(clamd), LONG),
              "gzip",
              Unpooled.wrappedBuffer(packed.toByteArray()));
      assertThat(clamd.bodies()).containsExactly("hidden");
    }
  }

  @Test
  void aBodyLargerThanItTakesIsNotJudged() throws Exception {
    try (var clamd = FakeClamd.start(ANY, 10, _ -> "stream: OK")) {
      ByteBuf[] chunks = new ByteBuf[64];
      for (int i = 0; i < chunks.length; i++) {
        chunks[i] = bytes("x".repeat(65536));
      }
      assertThat(ask(new ClamAv(address(clamd), LONG), null, chunks))
          .isInstanceOf(Scan.Unknown.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "INSTREAM size limit exceeded. ERROR, larger than clamd's StreamMaxLength",
    "stream: Can't allocate memory ERROR, clamd said: stream: Can't allocate memory ERROR",
    "stream: OK.., clamd said",
  })
  void otherAnswersAreNoVerdict(String answer, String why) throws Exception {
    try (var clamd = FakeClamd.start(ANY, 1000, _ -> answer)) {
      Scan scan = ask(new ClamAv(address(clamd), LONG), null, bytes("x"));
      assertThat(((Scan.Unknown) scan).why()).contains(why);
    }
  }

  @Test
  void aDaemonThatIsNotThereIsNoVerdict() throws Exception {
    String gone;
    try (var clamd = FakeClamd.start(ANY, 1000, _ -> "stream: OK")) {
      gone = address(clamd);
    }
    Scan refused = ask(new ClamAv(gone, LONG), null, bytes("x"));
    assertThat(((Scan.Unknown) refused).why()).contains("unreachable");
    ClamAv never = new ClamAv(folder.resolve("no.ctl").toString(), LONG);
    assertThat(((Scan.Unknown) ask(never, null, bytes("x"))).why()).contains("unreachable");
  }

  @Test
  void aSilentDaemonIsWaitedForNoLongerThanSaid() throws Exception {
    try (var clamd = FakeClamd.start(ANY, 1000, _ -> "")) {
      Scan scan = ask(new ClamAv(address(clamd), Duration.ofMillis(100)), null, bytes("x"));
      assertThat(((Scan.Unknown) scan).why()).contains("did not answer in time");
      assertThat(clamd.left().await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aQuestionTakenBackIsNotAnswered() throws Exception {
    try (var clamd = FakeClamd.start(ANY, 1000, _ -> "")) {
      ByteBuf body = bytes("x");
      Question question = begin(new ClamAv(address(clamd), LONG), null, body);
      loop.submit(question::cancel).get();
      Eventually.until("released", () -> body.refCnt() == 0);
      assertThat(verdicts).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:3310, true",
    "[::1]:3310, true",
    "/run/clamd.ctl, true",
    "unix:/run/clamd.ctl, true",
    "localhost, false",
    "localhost:0, false",
    "localhost:65536, false",
    "unix:clamd.ctl, false",
    "a b:1, false",
  })
  void addressesAreRecognised(String text, boolean address) {
    assertThat(ClamAv.isAddress(text)).isEqualTo(address);
  }
}
