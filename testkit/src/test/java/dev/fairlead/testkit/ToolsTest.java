package dev.fairlead.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ToolsTest {
  @Test
  void patternIsTheSameInOnePieceAndStreamed() throws Exception {
    assertThat(Bodies.stream(100_000).readAllBytes()).isEqualTo(Bodies.pattern(100_000));
    assertThat(Bodies.sha256(100_000)).isEqualTo(Bodies.sha256(Bodies.pattern(100_000)));
    assertThat(Bodies.slice(500, 20)).isEqualTo(Arrays.copyOfRange(Bodies.pattern(520), 500, 520));
  }

  @Test
  void patternTellsShiftedPiecesApart() {
    assertThat(Bodies.slice(0, 4096)).isNotEqualTo(Bodies.slice(4096, 4096));
    assertThat(Bodies.slice(0, 4096)).isNotEqualTo(Bodies.slice(65536, 4096));
  }

  @Test
  void eventuallyWaitsAndThenFailsWithTheReason() {
    var count = new AtomicInteger();
    Eventually.until(() -> count.incrementAndGet() > 3);
    assertThatThrownBy(() -> Eventually.until("never", Duration.ofMillis(20), () -> false))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("never");
  }

  @Test
  void failingCaseNamesItsSeedAndTheSeedRepeatsIt() {
    var drawn = new ArrayList<Integer>();
    assertThatThrownBy(() ->
            Cases.check(
                10,
                cases -> {
                  drawn.add(cases.between(0, 1_000_000));
                  assertThat(drawn).hasSizeLessThan(4);
                }))
        .hasMessageContaining("case 3 failed")
        .satisfies(failure -> {
          String text = failure.toString().replaceFirst("(?s).*-Dseed=(-?\\d+).*", "$1");
          int again = Cases.seeded(Long.parseLong(text)).between(0, 1_000_000);
          assertThat(again).isEqualTo(drawn.getLast());
        });
  }

  @Test
  void fragmentsAddUpToTheWhole() {
    Cases.check(
        100,
        cases -> {
          byte[] whole = cases.bytes(cases.between(0, 300));
          var joined = new ByteArrayOutputStream();
          for (byte[] piece : cases.fragments(whole)) {
            assertThat(piece).isNotEmpty();
            joined.write(piece);
          }
          assertThat(joined.toByteArray()).isEqualTo(whole);
        });
  }
}
