package dev.fairlead.app.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class AccessLineTest {
  private static final String HOSTILE =
      "/a\"b\\c\r\nd\u0000\u001b[31m\u007f\u0085\u009b e'f\u2028\u00e9\t";

  static Flow flow(String path) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
    Client client = new Client(7, address, address, null);
    Flow flow =
        new Flow(client, HttpVersion.HTTP_1_1, "GET", "a.example", path, 0, 1_700_000_000_005L);
    flow.status = 200;
    flow.durationNanos = 1_234_567;
    return flow;
  }

  private static String line(boolean json, Flow flow) {
    String line = new String(new AccessLine(json).of(flow), UTF_8);
    assertThat(line).endsWith("\n");
    return line.substring(0, line.length() - 1);
  }

  @Test
  void aTextLineStaysOneLineWithoutControls() {
    Flow flow = flow(HOSTILE);
    flow.failure = new Failure(Failure.Kind.BAD_REQUEST, "a\n\"b\"");
    String line = line(false, flow);
    assertThat(line.codePoints()).noneMatch(Character::isISOControl).noneMatch(c -> c == 0x2028);
    assertThat(line).endsWith("1.234ms http_request_error \"a?'b'\"");
    assertThat(line).doesNotContain("/a\"b");
  }

  @Test
  void aJsonLineGivesBackExactlyWhatCame() {
    String line = line(true, flow(HOSTILE));
    assertThat(line.codePoints()).noneMatch(Character::isISOControl).noneMatch(c -> c == 0x2028);
    JsonNode node = JsonMapper.builder().build().readTree(line);
    assertThat(node.get("path").asString()).isEqualTo(HOSTILE);
    assertThat(node.get("time").asString()).isEqualTo("2023-11-14T22:13:20.005Z");
    assertThat(node.get("duration_ms").asDouble()).isEqualTo(1.234);
  }

  @Test
  void aSpaceInANameDoesNotMoveTheFieldsAfterIt() {
    Flow flow = flow("/");
    flow.identity = "ann of\tb";
    assertThat(line(false, flow)).contains(" ann?of?b 200 GET a.example/ in=0");
  }

  @Test
  void everyLineThatWasTakenIsWrittenBeforeTheLogIsClosed() {
    var target = new ByteArrayOutputStream();
    var log = new AccessLog(target, false);
    for (int i = 0; i < 10_000; i++) {
      assertThat(log.add(flow("/" + i))).isTrue();
    }
    log.close();
    assertThat(log.add(flow("/late"))).isFalse();
    String[] lines = target.toString(UTF_8).split("\n", -1);
    assertThat(lines).hasSize(10_001);
    assertThat(lines[9_999]).contains("/9999 ");
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
    var log = new AccessLog(target, true);
    Flow flow = flow("/" + "x".repeat(60_000));
    for (int i = 0; i < 300; i++) {
      assertThat(log.add(flow)).isTrue();
    }
    assertThat(log.dropped()).isPositive();
    stuck.countDown();
    log.close();
  }

  @Test
  void aJournalWritesToWhicheverLogIsInForce() {
    var first = new ByteArrayOutputStream();
    var second = new ByteArrayOutputStream();
    try (var journal = new Journal()) {
      journal.ended(flow("/nowhere"));
      journal.use(new AccessLog(first, false));
      journal.ended(flow("/first"));
      journal.use(new AccessLog(second, false));
      journal.ended(flow("/second"));
    }
    assertThat(first.toString(UTF_8)).contains("/first ").doesNotContain("/second");
    assertThat(second.toString(UTF_8)).contains("/second ").doesNotContain("/nowhere");
  }
}
