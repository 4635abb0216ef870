package dev.fairlead.filters.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Cases;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of arrival times: exact, bounded, and nobody's limit is reset by others. */
final class ArrivalsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long NOW = 9 * SECOND;
  private final AtomicLong crowd = new AtomicLong();
  private final KeyHash hash = new KeyHash(1, 2);

  private static Gcra burst(long units) {
    return new Gcra(1, 3600 * SECOND, units);
  }

  private boolean take(Arrivals arrivals, long key, Gcra rate, long now) {
    return arrivals.take(key, rate, rate.cost(1), now, crowd) >= 0;
  }

  private long key(int number) {
    return hash.text(0, Integer.toString(number));
  }

  @Test
  void agreesWithAMapWhateverComes() {
    Cases.check(
        100,
        cases -> {
          Arrivals arrivals = new Arrivals(64, 256);
          Map<Long, Long> model = new HashMap<>();
          Gcra rate = new Gcra(10, SECOND, cases.between(1, 6));
          long now = 1;
          for (int i = 0; i < 500; i++) {
            now += cases.between(0, 100_000_000);
            long key = key(cases.between(0, 20));
            long after = rate.charged(model.getOrDefault(key, 0L), now, rate.cost(1));
            boolean granted = rate.credit(after, now) >= 0;
            assertThat(take(arrivals, key, rate, now)).isEqualTo(granted);
            if (granted) {
              model.put(key, after);
            }
          }
        });
  }

  @Test
  void oneKeyIsExactUnderManyThreads() throws Exception {
    Arrivals arrivals = new Arrivals();
    long granted = together(8, 20_000, () -> take(arrivals, 42, burst(50_000), NOW) ? 1 : 0);
    assertThat(granted).isEqualTo(50_000);
  }

  /** A grant happened somewhere between these two times. */
  private record Grant(long from, long to) {}

  @Test
  void slotsThatChangeHandsStayExactUnderManyThreads() throws Exception {
    // Eight keys and sixteen slots, and time that passes: a key must never stand in two of them.
    Arrivals arrivals = new Arrivals(16);
    AtomicLong clock = new AtomicLong(NOW);
    AtomicLong turn = new AtomicLong();
    Gcra rate = new Gcra(1, SECOND, 1);
    List<ConcurrentLinkedQueue<Grant>> grants =
        Stream.generate(ConcurrentLinkedQueue<Grant>::new).limit(8).toList();
    together(
        4,
        50_000,
        () -> {
          int number = (int) (turn.getAndIncrement() % 8);
          long now = clock.addAndGet(10_000_000);
          if (arrivals.take(key(number), rate, rate.cost(1), now, new AtomicLong()) >= 0) {
            grants.get(number).add(new Grant(now, clock.get()));
          }
          return 0;
        });
    for (ConcurrentLinkedQueue<Grant> each : grants) {
      List<Grant> sorted = each.stream().sorted(Comparator.comparingLong(Grant::from)).toList();
      assertThat(sorted).hasSizeGreaterThan(100);
      for (int i = 1; i < sorted.size(); i++) {
        Grant one = sorted.get(i - 1);
        Grant next = sorted.get(i);
        assertThat(Math.max(one.to, next.to) - one.from).isGreaterThanOrEqualTo(SECOND);
      }
    }
  }

  private static long together(int threads, int times, LongSupplier action) throws Exception {
    CyclicBarrier start = new CyclicBarrier(threads);
    AtomicLong sum = new AtomicLong();
    List<Thread> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      running.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  start.await();
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
                for (int n = 0; n < times; n++) {
                  sum.addAndGet(action.getAsLong());
                }
              }));
    }
    for (Thread thread : running) {
      thread.join();
    }
    return sum.get();
  }

  @Test
  void aMillionKeysAreCountedApartWithin64MegabytesAndNoneIsForgotten() {
    Arrivals arrivals = new Arrivals();
    int granted = 0;
    for (int i = 0; i < 1_000_000; i++) {
      granted += take(arrivals, key(i), burst(1), NOW) ? 1 : 0;
    }
    assertThat(granted).isEqualTo(1_000_000);
    assertThat(crowd).hasValue(0);
    assertThat(arrivals.bytes()).isLessThan(64_000_000);
    for (int i = 0; i < 1_000_000; i += 97) {
      assertThat(take(arrivals, key(i), burst(1), NOW)).isFalse();
    }
  }

  @Test
  void nothingIsAllocatedBeforeTheFirstKeyAndLittleForAFew() {
    Arrivals arrivals = new Arrivals();
    assertThat(arrivals.bytes()).isZero();
    take(arrivals, 1, burst(1), NOW);
    assertThat(arrivals.bytes()).isEqualTo(16 * 16_384);
  }

  @Test
  void whoeverComesWithManyKeysResetsNobodyAndSharesOneAllowance() {
    Arrivals arrivals = new Arrivals(64);
    assertThat(take(arrivals, key(-1), burst(1), NOW)).isTrue();
    long granted = 0;
    for (int i = 0; i < 10_000; i++) {
      granted += take(arrivals, key(i), burst(1), NOW) ? 1 : 0;
    }
    assertThat(granted).isBetween(32L, 64L);
    assertThat(take(arrivals, key(-1), burst(1), NOW)).isFalse();
  }

  @Test
  void aSlotWhoseTimeHasPassedServesAnotherKey() {
    Arrivals arrivals = new Arrivals(16);
    Gcra rate = new Gcra(1, SECOND, 1);
    for (int round = 0; round < 20; round++) {
      long now = NOW + round * (2 * SECOND);
      for (int i = 0; i < 8; i++) {
        assertThat(take(arrivals, key(round * 8 + i), rate, now)).isTrue();
      }
    }
    assertThat(crowd).hasValue(0);
    assertThat(arrivals.bytes()).isEqualTo(16 * 16);
  }
}
