package dev.fairlead.control.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RingTest {
  @Test
  void itemsAreNumberedAndFoundByNumber() {
    Ring<String> ring = new Ring<>(1000, 1, String::length);
    assertThat(ring.next()).isZero();
    assertThat(ring.get(0)).isNull();
    ring.add("a");
    ring.add("b");
    assertThat(ring.get(0)).isEqualTo("a");
    assertThat(ring.get(1)).isEqualTo("b");
    assertThat(ring.get(2)).isNull();
    assertThat(ring.get(-1)).isNull();
    assertThat(ring.bytes()).isEqualTo(2);
  }

  @Test
  void whatALapLaterComesReplacesWhatWasThere() {
    Ring<String> ring = new Ring<>(1, 1, _ -> 0);
    for (int i = 0; i < 65; i++) {
      ring.add("item " + i);
    }
    assertThat(ring.get(0)).isNull();
    assertThat(ring.oldest()).isEqualTo(1);
    assertThat(ring.get(1)).isEqualTo("item 1");
    assertThat(ring.get(64)).isEqualTo("item 64");
  }

  @Test
  void heavyItemsPushTheOldestOut() {
    Ring<String> ring = new Ring<>(100, 1, String::length);
    for (int i = 0; i < 9; i++) {
      ring.add("0123456789");
    }
    ring.add("x".repeat(25));
    assertThat(ring.bytes()).isLessThanOrEqualTo(100);
    assertThat(ring.oldest()).isEqualTo(2);
    assertThat(ring.get(1)).isNull();
    assertThat(ring.get(2)).isEqualTo("0123456789");
    assertThat(ring.get(9)).hasSize(25);
  }

  @Test
  void anItemAboveTheWholeBudgetLeavesNothing() {
    Ring<String> ring = new Ring<>(10, 1, String::length);
    ring.add("a");
    ring.add("x".repeat(11));
    assertThat(ring.bytes()).isZero();
    assertThat(ring.get(1)).isNull();
    ring.add("b");
    assertThat(ring.get(2)).isEqualTo("b");
  }

  /** Each item says its own length, so that a mix-up in weight or place shows. */
  @Test
  void manyWritersAndAReaderNeverMixAnythingUp() throws InterruptedException {
    Ring<int[]> ring = new Ring<>(2_000, 10, item -> item[0]);
    AtomicBoolean writing = new AtomicBoolean(true);
    AtomicInteger wrong = new AtomicInteger();
    Thread reader =
        Thread.ofPlatform()
            .start(() -> {
              while (writing.get()) {
                for (long n = ring.oldest(); n < ring.next(); n++) {
                  int[] item = ring.get(n);
                  if (item != null && item[0] != item[1]) {
                    wrong.incrementAndGet();
                  }
                }
              }
            });
    List<Thread> writers = new ArrayList<>();
    for (int w = 0; w < 4; w++) {
      int seed = w;
      writers.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < 50_000; i++) {
                  int weight = 1 + (i * 31 + seed) % 40;
                  ring.add(new int[] {weight, weight});
                }
              }));
    }
    for (Thread writer : writers) {
      writer.join();
    }
    writing.set(false);
    reader.join();
    assertThat(wrong).hasValue(0);
    assertThat(ring.next()).isEqualTo(200_000);
    long held = 0;
    for (long n = ring.oldest(); n < ring.next(); n++) {
      int[] item = ring.get(n);
      held += item == null ? 0 : item[0];
    }
    assertThat(ring.bytes()).isEqualTo(held).isLessThanOrEqualTo(2_000);
  }

  @Test
  void cursorsOfAnotherProcessMeanNothing() {
    Cursor cursor = new Cursor("abc");
    assertThat(cursor.number(cursor.of(17))).hasValue(17);
    assertThat(new Cursor("abd").number(cursor.of(17))).isEmpty();
    for (String bad :
        List.of("", "-", "17", "abc-", "abc--1", "abc-x", "abc-9999999999999999999")) {
      assertThat(cursor.number(bad)).as(bad).isEmpty();
    }
  }
}
