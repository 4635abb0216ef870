package dev.fairlead.engine.upstream.balance;

import static dev.fairlead.engine.upstream.balance.Stage.bad;
import static dev.fairlead.engine.upstream.balance.Stage.eject;
import static dev.fairlead.engine.upstream.balance.Stage.first;
import static dev.fairlead.engine.upstream.balance.Stage.good;
import static dev.fairlead.engine.upstream.balance.Stage.name;
import static dev.fairlead.engine.upstream.balance.Stage.request;
import static dev.fairlead.engine.upstream.balance.Stage.spread;
import static dev.fairlead.engine.upstream.balance.Stage.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Lease;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.upstream.balance.TargetStatus.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Targets that are taken out because of how they answer, and how they come back. */
final class EjectionTest {
  private final Stage stage = new Stage();

  @Test
  void failuresInARowTakeATargetOut() {
    Group group = stage.group("a", "b", "c");
    eject(group, "b");
    assertThat(state(group, "b")).isEqualTo(State.EJECTED);
    assertThat(spread(group, 20)).containsOnlyKeys("a", "c");
    assertThat(Stage.status(group, "b").failures()).isEqualTo(3);
  }

  @Test
  void oneGoodAnswerStartsTheCountAnew() {
    Group group = stage.group("a", "b");
    for (int i = 0; i < 20; i++) {
      bad(group);
      bad(group);
      bad(group);
      bad(group);
      good(group);
      good(group);
    }
    assertThat(state(group, "a")).isEqualTo(State.LIVE);
    assertThat(state(group, "b")).isEqualTo(State.LIVE);
  }

  @Test
  void badStatusesCountAsFailuresAndOthersDoNot() {
    Group group = stage.group("a", "b");
    answer(group, 500, 50);
    assertThat(group.status().targets()).allMatch(target -> target.state() == State.LIVE);
    answer(group, 503, 50);
    assertThat(group.status().targets()).anyMatch(target -> target.state() == State.EJECTED);
  }

  @Test
  void aFailureOfOursIsNotTheTargets() {
    Group group = stage.group("a", "b");
    for (int i = 0; i < 50; i++) {
      Lease lease = first(group);
      lease.failed(new Failure(Failure.Kind.OVERLOADED, "the queue is full"));
      lease.ended();
    }
    assertThat(group.status().targets()).allMatch(target -> target.state() == State.LIVE);
  }

  @Test
  void aBodyThatBreaksIsAFailureThoughItsHeadWasGood() {
    Group group = stage.group("a", "b");
    for (int i = 0; i < 10; i++) {
      Lease lease = first(group);
      lease.responded(200, 1000);
      if (name(lease).equals("a")) {
        lease.failed(new Failure(Failure.Kind.CONNECTION_BROKEN, "cut off"));
      }
      lease.ended();
    }
    assertThat(Stage.status(group, "a").failures()).isEqualTo(5);
    assertThat(Stage.status(group, "a").requests()).isEqualTo(5);
  }

  @Test
  void aLeaseIsOneFailureHoweverOftenItIsTold() {
    Group group = stage.group("a", "b");
    Lease lease = first(group);
    lease.responded(503, 1000);
    lease.failed(Stage.REFUSED);
    lease.ended();
    assertThat(Stage.status(group, name(lease)).failures()).isEqualTo(1);
  }

  @Test
  void afterItsTimeOneExchangeTriesItAndTheOthersStayAway() {
    Group group = stage.group("a", "b");
    eject(group, "a");
    stage.pass(Duration.ofSeconds(10));
    assertThat(state(group, "a")).isEqualTo(State.HALF_OPEN);
    Lease trial = untilGiven(group, "a");
    assertThat(spread(group, 20)).containsOnlyKeys("b");
    trial.responded(200, 1000);
    trial.ended();
    assertThat(state(group, "a")).isEqualTo(State.LIVE);
    assertThat(spread(group, 20)).containsOnlyKeys("a", "b");
  }

  @Test
  void aTrialThatFailsTakesItOutForLongerUpToALimit() {
    Group group = stage.group("a", "b");
    eject(group, "a");
    for (int seconds : new int[] {10, 20, 25, 25}) {
      assertThat(Stage.status(group, "a").ejectedFor()).hasSeconds(seconds);
      stage.pass(Duration.ofSeconds(seconds).minusNanos(1));
      assertThat(spread(group, 20)).containsOnlyKeys("b");
      stage.pass(Duration.ofNanos(1));
      Lease trial = untilGiven(group, "a");
      trial.failed(Stage.REFUSED);
      trial.ended();
    }
  }

  @Test
  void aTargetThatWasGoodForLongIsNotBlamedForItsPast() {
    Group group = stage.group("a", "b");
    eject(group, "a");
    stage.pass(Duration.ofSeconds(10));
    Lease trial = untilGiven(group, "a");
    trial.responded(200, 1000);
    trial.ended();
    stage.pass(Duration.ofSeconds(26));
    eject(group, "a");
    assertThat(Stage.status(group, "a").ejectedFor()).hasSeconds(10);
  }

  @Test
  void aTrialThatEndsWithoutAnAnswerLeavesItsPlaceToAnother() {
    Group group = stage.group("a", "b");
    eject(group, "a");
    stage.pass(Duration.ofSeconds(10));
    untilGiven(group, "a").ended();
    assertThat(state(group, "a")).isEqualTo(State.HALF_OPEN);
    untilGiven(group, "a").ended();
  }

  @Test
  void whatCannotBeRepeatedIsNotPutAtRiskSoSoon() {
    Group group = stage.group("a", "b");
    eject(group, "a");
    stage.pass(Duration.ofSeconds(10));
    for (int i = 0; i < 10; i++) {
      assertThat(good(group, request(Method.POST))).isEqualTo("b");
    }
    stage.pass(Duration.ofSeconds(10));
    boolean tried = false;
    for (int i = 0; i < 3; i++) {
      tried |= good(group, request(Method.POST)).equals("a");
    }
    assertThat(tried).isTrue();
  }

  @Test
  void onlyAShareOfTheTargetsMayBeOut() {
    Group group = stage.group("a", "b", "c", "d");
    for (String name : new String[] {"a", "b", "c", "d"}) {
      eject(group, name);
    }
    assertThat(group.status().targets()).filteredOn(t -> t.state() == State.EJECTED).hasSize(2);
  }

  @Test
  void aTargetThatIsAloneIsNeverOut() {
    Group group = stage.group("a");
    eject(group, "a");
    assertThat(state(group, "a")).isEqualTo(State.LIVE);
  }

  @Test
  void whenNobodyIsLiveAllAreUsed() {
    stage.outliers =
        new GroupPolicy.Outliers(
            3, Stage.GATEWAY_ERRORS, Duration.ofSeconds(10), Duration.ofSeconds(10), 100);
    Group group = stage.group("a", "b", "c");
    eject(group, "a");
    eject(group, "b");
    assertThat(spread(group, 9)).containsOnlyKeys("c");
    assertThat(group.status().panic()).isFalse();
    eject(group, "c");
    assertThat(group.status().panic()).isTrue();
    assertThat(spread(group, 1)).hasSize(1);
  }

  @Test
  void aGoodAnswerInAPanicBringsATargetBack() {
    stage.outliers =
        new GroupPolicy.Outliers(
            3, Stage.GATEWAY_ERRORS, Duration.ofSeconds(10), Duration.ofSeconds(10), 100);
    Group group = stage.group("a", "b");
    eject(group, "a");
    eject(group, "b");
    String back = good(group);
    assertThat(state(group, back)).isEqualTo(State.LIVE);
  }

  @Test
  void aThresholdBringsThePanicForward() {
    stage.panic = 60;
    Group group = stage.group("a", "b", "c");
    eject(group, "a");
    assertThat(spread(group, 9)).containsOnlyKeys("b", "c");
    stage.panic = 70;
    group = stage.group("a", "b", "c");
    assertThat(spread(group, 9)).containsOnlyKeys("a", "b", "c");
  }

  @Test
  void aTargetThatIsBackBeginsSlowly() {
    stage.slowStart = Duration.ofSeconds(10);
    Group group = stage.group("a", "b");
    eject(group, "a");
    stage.pass(Duration.ofSeconds(10));
    Lease trial = untilGiven(group, "a");
    trial.responded(200, 1000);
    trial.ended();
    assertThat(spread(group, 1100).get("a")).isBetween(80, 120);
    stage.pass(Duration.ofSeconds(5));
    assertThat(spread(group, 1500).get("a")).isBetween(480, 520);
    stage.pass(Duration.ofSeconds(5));
    assertThat(spread(group, 1000).get("a")).isEqualTo(500);
  }

  private static Lease untilGiven(Group group, String name) {
    for (int i = 0; i < 100; i++) {
      Lease lease = first(group);
      if (name(lease).equals(name)) {
        return lease;
      }
      lease.ended();
    }
    throw new AssertionError(name + " got nothing");
  }

  private static void answer(Group group, int status, int times) {
    for (int i = 0; i < times; i++) {
      Lease lease = first(group);
      lease.responded(status, 1000);
      lease.ended();
    }
  }
}
