package dev.fairlead.engine.upstream.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Counts of the last seconds, and times that fade. */
final class WindowTest {
  private static final long CELL = TimeUnit.SECONDS.toNanos(1);

  @Test
  void countsWhatASimpleListWouldCount() {
    Random random = new Random(7);
    Window window = new Window(10);
    List<Long> model = new ArrayList<>();
    long now = -TimeUnit.DAYS.toNanos(1);
    for (int i = 0; i < 20_000; i++) {
      now += random.nextLong(random.nextInt(50) == 0 ? 30 * CELL : CELL / 50);
      window.add(now);
      model.add(Math.floorDiv(now, CELL));
      long current = Math.floorDiv(now, CELL);
      model.removeIf(cell -> current - cell >= 10);
      assertThat(window.count(now)).isEqualTo(model.size());
    }
    window.clear();
    assertThat(window.count(now)).isZero();
  }

  @Test
  void losesNothingWhenManyThreadsCount() throws InterruptedException {
    Window window = new Window(10);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int n = 0; n < 10_000; n++) {
                  window.add(n * (CELL / 10_000));
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(window.count(CELL - 1)).isEqualTo(40_000);
  }

  @Test
  void peaksCountAtOnceAndFade() {
    Latency latency = new Latency();
    long now = TimeUnit.DAYS.toNanos(1);
    assertThat(latency.micros(now)).isZero();
    latency.observe(1_000_000, now);
    assertThat(latency.micros(now)).isEqualTo(1000);
    latency.observe(50_000_000, now);
    assertThat(latency.micros(now)).isEqualTo(50_000);
    latency.observe(1_000_000, now + TimeUnit.SECONDS.toNanos(1));
    assertThat(latency.micros(now + TimeUnit.SECONDS.toNanos(1))).isBetween(44_000f, 46_000f);
    assertThat(latency.micros(now + TimeUnit.SECONDS.toNanos(60))).isLessThan(200);
  }
}
