package dev.fairlead.engine.upstream.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** How event loops share the connections to one endpoint. */
class ShareTest {
  private final Share share = new Share();
  private final Loop one = new Loop();
  private final Loop two = new Loop();
  private final Loop three = new Loop();

  @Test
  void oneLimitHoldsForAllLoops() {
    assertThat(one.seat.acquire(2)).isTrue();
    assertThat(two.seat.acquire(2)).isTrue();
    assertThat(three.seat.acquire(2)).isFalse();

    assertThat(share.open()).isEqualTo(2);
  }

  @Test
  void tryingAgainWakesNobody() {
    one.seat.acquire(1);
    one.seat.idle(true);
    for (int i = 0; i < 1_000; i++) {
      assertThat(two.seat.acquire(1)).isFalse();
    }

    assertThat(one.heard()).containsExactly("reclaimed");
    assertThat(three.heard()).isEmpty();
  }

  @Test
  void loopWithoutAnIdleConnectionIsNotAsked() {
    one.seat.acquire(1);
    two.seat.acquire(1);

    assertThat(one.heard()).isEmpty();
    assertThat(one.seat.isWanted()).isTrue();
    assertThat(two.seat.isWanted()).as("by another").isFalse();
  }

  @Test
  void permitPassesToTheLoopThatHasWaitedLongest() {
    one.seat.acquire(1);
    two.waitSince(200);
    three.waitSince(100);
    one.seat.release(1);

    assertThat(one.seat.acquire(1)).as("it was given away").isFalse();
    assertThat(three.heard()).containsExactly("granted");
    assertThat(two.heard()).isEmpty();
    assertThat(share.open()).isEqualTo(1);
  }

  @Test
  void loopIsToldOnceForEachPermit() {
    one.seat.acquire(1);
    two.waitSince(100);
    one.seat.release(1);
    two.seat.release(1);

    assertThat(two.heard()).containsExactly("granted");
    assertThat(share.open()).isZero();
  }

  @Test
  void loopWhoseExchangesAreServedWaitsForNothing() {
    one.seat.acquire(1);
    two.waitSince(100);
    two.seat.satisfied();
    assertThat(one.seat.isWanted()).isFalse();

    one.seat.release(1);
    assertThat(two.heard()).isEmpty();
    assertThat(share.open()).isZero();
  }

  @Test
  void itIsAnothersTurnOnceItsExchangeHasWaitedMuchLonger() {
    long start = 1_000;
    one.seat.acquire(1);
    two.waitSince(start);
    assertThat(one.seat.isOverdue(start + Share.PATIENCE)).isFalse();
    assertThat(one.seat.isOverdue(start + Share.PATIENCE + 1)).isTrue();
    assertThat(two.seat.isOverdue(start + Share.PATIENCE + 1)).as("its own").isFalse();

    one.seat.waitingSince(start + 5);
    assertThat(one.seat.isOverdue(start + Share.PATIENCE + 1)).as("both wait").isFalse();
  }

  @Test
  void lowerLimitIsReachedBeforeAnythingIsGranted() {
    one.seat.acquire(2);
    one.seat.acquire(2);
    two.waitSince(100);
    one.seat.release(1);
    assertThat(two.heard()).isEmpty();

    one.seat.release(1);
    assertThat(two.heard()).containsExactly("granted");
  }

  @Test
  void loopThatHasLeftIsGrantedNothing() {
    one.seat.acquire(1);
    two.waitSince(100);
    assertThat(two.seat.leave()).isFalse();
    one.seat.release(1);

    assertThat(two.heard()).isEmpty();
    assertThat(share.open()).isZero();
    three.seat.leave();
    assertThat(one.seat.leave()).as("the last one").isTrue();
  }

  /** An event loop that notes what it is told. */
  private final class Loop implements Share.Member {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private final Share.Seat seat = share.enter(tasks::add, this);

    void waitSince(long nanos) {
      seat.waitingSince(nanos);
      assertThat(seat.acquire(1)).isFalse();
    }

    List<String> heard() {
      while (!tasks.isEmpty()) {
        tasks.remove().run();
      }
      return told;
    }

    @Override
    public void granted() {
      told.add("granted");
    }

    @Override
    public void reclaimed() {
      told.add("reclaimed");
    }
  }
}
