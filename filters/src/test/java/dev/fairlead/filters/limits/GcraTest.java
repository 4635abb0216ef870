package dev.fairlead.filters.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Cases;
import org.junit.jupiter.api.Test;

/** The arithmetic of a rate, against a bucket of tokens that fills as time passes. */
final class GcraTest {
  private static final long SECOND = 1_000_000_000L;

  /** The model: tokens in units of time, so that nothing is rounded. */
  private static final class Bucket {
    private final long interval;
    private final long full;
    private long level;
    private long last;

    private Bucket(long interval, long burst, long now) {
      this.interval = interval;
      this.full = burst * interval;
      this.level = full;
      this.last = now;
    }

    private boolean take(long now, long units) {
      level = Math.min(full, level + now - last);
      last = now;
      if (level < units * interval) {
        return false;
      }
      level -= units * interval;
      return true;
    }
  }

  @Test
  void grantsExactlyWhatABucketOfTokensGrants() {
    Cases.check(
        500,
        cases -> {
          long amount = cases.pick(1, 2, 5, 10, 100, 1000);
          long burst = cases.between(1, 20);
          Gcra rate = new Gcra(amount, SECOND, burst);
          long now = 1;
          long tat = 0;
          Bucket model = new Bucket(SECOND / amount, burst, now);
          for (int i = 0; i < 200; i++) {
            now += cases.oneIn(10) ? cases.between(0, 1 << 30) : cases.between(0, 20_000_000);
            long units = cases.between(1, 4);
            long after = rate.charged(tat, now, rate.cost(units));
            boolean granted = rate.credit(after, now) >= 0;
            assertThat(granted).as("request %d", i).isEqualTo(model.take(now, units));
            tat = granted ? after : tat;
          }
        });
  }

  @Test
  void refusalSaysToTheNanosecondWhenItWillBeGranted() {
    Gcra rate = new Gcra(10, SECOND, 3);
    long now = 7 * SECOND;
    long tat = 0;
    for (int i = 0; i < 3; i++) {
      tat = rate.charged(tat, now, rate.cost(1));
    }
    long wait = -rate.credit(rate.charged(tat, now, rate.cost(1)), now);
    assertThat(wait).isEqualTo(SECOND / 10);
    long early = now + wait - 1;
    assertThat(rate.credit(rate.charged(tat, early, rate.cost(1)), early)).isNegative();
    long due = now + wait;
    assertThat(rate.credit(rate.charged(tat, due, rate.cost(1)), due)).isZero();
  }

  @Test
  void passedArrivalTimeIsAsGoodAsNone() {
    Gcra rate = new Gcra(10, SECOND, 3);
    long now = 7 * SECOND;
    assertThat(rate.charged(now, now, rate.cost(1))).isEqualTo(rate.charged(0, now, rate.cost(1)));
  }

  @Test
  void whatASlowerRateHasCountedHoldsNobodyUpForLongerThanTheNewOne() {
    Gcra slow = new Gcra(1, 3600 * SECOND, 1);
    Gcra fast = new Gcra(10, SECOND, 1);
    long now = SECOND;
    long tat = slow.charged(0, now, slow.cost(1));
    assertThat(-fast.credit(fast.charged(tat, now, fast.cost(1)), now)).isEqualTo(SECOND / 10);
  }

  @Test
  void largestRatesDoNotOverflow() {
    Gcra hourly = new Gcra(1, 3600 * SECOND, 1_000_000);
    assertThat(hourly.capacity()).isEqualTo(3_600_000_000L * SECOND);
    assertThat(hourly.credit(hourly.charged(0, SECOND, hourly.cost(1)), SECOND)).isPositive();
    PaceRate fast = PaceRate.of(Long.MAX_VALUE);
    assertThat(fast.gcra().capacity()).isBetween(SECOND / 10 - 10, SECOND / 10);
  }
}
