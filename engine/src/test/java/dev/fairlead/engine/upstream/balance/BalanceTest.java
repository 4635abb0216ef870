package dev.fairlead.engine.upstream.balance;

import static dev.fairlead.engine.upstream.balance.Stage.backup;
import static dev.fairlead.engine.upstream.balance.Stage.drained;
import static dev.fairlead.engine.upstream.balance.Stage.first;
import static dev.fairlead.engine.upstream.balance.Stage.holding;
import static dev.fairlead.engine.upstream.balance.Stage.name;
import static dev.fairlead.engine.upstream.balance.Stage.spec;
import static dev.fairlead.engine.upstream.balance.Stage.spread;
import static dev.fairlead.engine.upstream.balance.Stage.state;
import static dev.fairlead.engine.upstream.balance.Stage.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Lease;
import dev.fairlead.engine.upstream.balance.TargetStatus.State;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people decide about targets, and what outlives a reload. */
final class BalanceTest {
  private final Stage stage = new Stage();

  @Test
  void whatIsKnownOfATargetSurvivesAReload() {
    Group before = stage.group("a", "b");
    Lease held = first(before);
    Stage.eject(before, "b");
    Group after = stage.group("a", "b", "c");
    assertThat(state(after, "b")).isEqualTo(State.EJECTED);
    assertThat(status(after, name(held)).active()).isEqualTo(1);
    held.ended();
    assertThat(status(after, name(held)).active()).isZero();
  }

  @Test
  void aReloadThatIsNotPutIntoForceChangesNothing() {
    Group before = stage.group("a", "b");
    Lease held = first(before);
    stage.balance.group("g", "g", stage.policy(), List.of(spec("c")));
    assertThat(stage.balance.status().getFirst().targets()).hasSize(2);
    held.ended();
  }

  @Test
  void aTargetThatIsTakenOutFinishesWhatItHas() {
    Group before = stage.group("a", "b");
    Lease one = first(before);
    Lease other = first(before);
    Lease leaving = name(one).equals("a") ? one : other;
    Group after = stage.group("b");
    assertThat(spread(after, 5)).containsOnlyKeys("b");
    assertThat(state(after, "a")).isEqualTo(State.LEAVING);
    assertThat(Stage.backends(after).leadTo(leaving.endpoint())).isTrue();
    leaving.ended();
    assertThat(after.status().targets()).extracting(TargetStatus::url).containsExactly("b");
    assertThat(Stage.backends(stage.group("b")).leadTo(leaving.endpoint())).isFalse();
  }

  @Test
  void aTargetThatComesBackWhileItLeavesIsTheSame() {
    Lease held = first(stage.group("a"));
    stage.group("b");
    assertThat(status(stage.group("a", "b"), "a").active()).isEqualTo(1);
    held.ended();
  }

  @Test
  void aTargetThatJoinsBeginsSlowlyAndAFirstOneDoesNot() {
    stage.slowStart = Duration.ofSeconds(10);
    assertThat(spread(stage.group("a", "b"), 10).values()).containsOnly(5);
    Group joined = stage.group("a", "b", "c");
    assertThat(spread(joined, 2100).get("c")).isBetween(80, 120);
  }

  @Test
  void aDrainedTargetGetsNothingNew() {
    Group group = stage.group(spec("a"), drained("b"));
    assertThat(spread(group, 5)).containsOnlyKeys("a");
    assertThat(state(group, "b")).isEqualTo(State.DRAINED);
  }

  @Test
  void aPersonDrainsAndEnablesByIdAndThatSurvivesAReload() {
    Group group = stage.group("a", "b");
    String id = status(group, "a").id();
    assertThat(stage.balance.drain(id)).isTrue();
    assertThat(spread(group, 5)).containsOnlyKeys("b");
    Group reloaded = stage.group("a", "b");
    assertThat(spread(reloaded, 5)).containsOnlyKeys("b");
    assertThat(stage.balance.enable(id)).isTrue();
    assertThat(spread(reloaded, 6)).containsOnlyKeys("a", "b");
    assertThat(stage.balance.drain("nobody")).isFalse();
    assertThat(stage.balance.enable("nobody")).isFalse();
  }

  @Test
  void enablingForgivesWhatATargetDid() {
    Group group = stage.group("a", "b");
    Stage.eject(group, "a");
    stage.balance.enable(status(group, "a").id());
    assertThat(state(group, "a")).isEqualTo(State.LIVE);
  }

  @Test
  void withEverybodyDrainedThereIsNoTarget() {
    Group group = stage.group(drained("a"), drained("b"));
    assertThat(Stage.backends(group).first(Stage.get(), Stage.client("192.0.2.1"))).isNull();
    assertThat(Stage.backends(group).unavailable().kind()).isEqualTo(Failure.Kind.NO_TARGET);
  }

  @Test
  void backupsAreUsedOnlyWhenNoOtherIsLive() {
    Group group = stage.group(spec("a"), backup("b"));
    assertThat(spread(group, 5)).containsOnlyKeys("a");
    Stage.eject(group, "a");
    assertThat(spread(group, 5)).containsOnlyKeys("b");
  }

  @Test
  void aFullTargetIsPassedOverWhileAnotherHasRoom() {
    Group group = stage.group(holding("a", 1), holding("b", 2));
    List<String> given = List.of(name(first(group)), name(first(group)), name(first(group)));
    assertThat(given).containsExactlyInAnyOrder("a", "b", "b");
    assertThat(first(group)).isNotNull();
  }

  @Test
  void targetsThatHealthChecksFindDownAreNotUsed() {
    stage.checkup =
        new Checkup(
            new Checkup.Question.Connection(),
            Duration.ofSeconds(1),
            0,
            Duration.ofSeconds(1),
            1,
            1);
    Group group = stage.group("a", "b");
    Patient patient = group.patients().getFirst();
    patient.health(new Health(Health.State.DOWN, "refused"));
    assertThat(state(group, "a")).isEqualTo(State.DOWN);
    assertThat(status(group, "a").health().text()).isEqualTo("refused");
    assertThat(spread(group, 5)).containsOnlyKeys("b");
    patient.health(new Health(Health.State.UP, "answered 200"));
    assertThat(spread(group, 6)).containsOnlyKeys("a", "b");
  }

  @Test
  void groupsAreListedByName() {
    Group one = stage.balance.group("1", "zebra", stage.policy(), List.of(spec("a")));
    Group two = stage.balance.group("2", "ant", stage.policy(), List.of(spec("a")));
    stage.balance.use(List.of(one, two));
    assertThat(stage.balance.status())
        .extracting(GroupStatus::name)
        .containsExactly("ant", "zebra");
    assertThat(status(one, "a").id()).isNotEqualTo(status(two, "a").id()).hasSize(12);
  }
}
