package dev.fairlead.engine.upstream.balance;

import static dev.fairlead.engine.upstream.balance.Stage.REFUSED;
import static dev.fairlead.engine.upstream.balance.Stage.first;
import static dev.fairlead.engine.upstream.balance.Stage.good;
import static dev.fairlead.engine.upstream.balance.Stage.name;
import static dev.fairlead.engine.upstream.balance.Stage.next;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Gateway;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.message.Lease;
import dev.fairlead.engine.message.Targets;
import dev.fairlead.engine.upstream.balance.GroupPolicy.Retries;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** When another target is tried, and when not. */
final class FurtherAttemptsTest {
  private static final GroupPolicy.Outliers NEVER_OUT =
      new GroupPolicy.Outliers(0, List.of(), Duration.ZERO, Duration.ZERO, 0);

  private final Stage stage = new Stage();

  @Test
  void eachAttemptGetsATargetThatWasNotTried() {
    stage.retries = retries(5, 100);
    Group group = stage.group("a", "b", "c");
    Lease one = first(group);
    Lease two = next(group, one, REFUSED);
    Lease three = two == null ? null : next(group, two, REFUSED);
    assertThat(List.of(name(one), name(two), name(three))).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(three == null ? one : next(group, three, REFUSED)).isNull();
  }

  @Test
  void attemptsAreCounted() {
    stage.retries = retries(1, 100);
    Group group = stage.group("a", "b", "c");
    Lease two = Objects.requireNonNull(next(group, first(group), REFUSED));
    assertThat(two == null ? null : next(group, two, REFUSED)).isNull();
    assertThat(Stage.status(group, name(two)).retries()).isEqualTo(1);
  }

  @Test
  void aBackupIsASecondChance() {
    Group group = stage.group(Stage.spec("a"), Stage.backup("b"));
    assertThat(name(next(group, first(group), REFUSED))).isEqualTo("b");
  }

  @Test
  void targetsKnownToBeOutAreNoSecondChance() {
    Group group = stage.group("a", "b");
    Stage.eject(group, "b");
    assertThat(next(group, first(group), REFUSED)).isNull();
  }

  @Test
  void failuresOfTheRequestStayWhereTheyAre() {
    Group group = stage.group("a", "b");
    Failure guard = new Failure(Failure.Kind.DESTINATION_DENIED, "private");
    assertThat(next(group, first(group), guard)).isNull();
  }

  @Test
  void aFullQueueIsAReasonToGoElsewhere() {
    Group group = stage.group("a", "b");
    Failure full = new Failure(Failure.Kind.OVERLOADED, "too many wait");
    assertThat(next(group, first(group), full)).isNotNull();
  }

  @Test
  void withoutAttemptsOrOthersNothingIsKeptAndNoStatusRejected() {
    List<StatusRange> all = List.of(new StatusRange(500, 599));
    stage.retries = new Retries(0, all, 20, 100, 1024);
    assertThat(Stage.backends(stage.group("a", "b")).replayLimit()).isZero();
    stage.retries = new Retries(2, all, 20, 100, 1024);
    Targets alone = Stage.backends(stage.group("a"));
    assertThat(alone.replayLimit()).isZero();
    assertThat(alone.rejects(503)).isFalse();
    Targets two = Stage.backends(stage.group("a", "b"));
    assertThat(two.replayLimit()).isEqualTo(1024);
    assertThat(two.rejects(503)).isTrue();
    assertThat(two.rejects(404)).isFalse();
  }

  @Test
  void theBudgetAllowsSoManyInTenSecondsAndAShareOfTheRequests() {
    stage.retries = retries(1, 1);
    stage.outliers = NEVER_OUT;
    Group group = stage.group("a", "b");
    assertThat(storm(group, 40)).isEqualTo(10 + 8);
    assertThat(group.status().retriesLeft()).isZero();
    stage.pass(Duration.ofSeconds(11));
    for (int i = 0; i < 1000; i++) {
      good(group);
    }
    assertThat(group.status().retriesLeft()).isEqualTo(10 + 200);
    stage.pass(Duration.ofSeconds(11));
    assertThat(group.status().retriesLeft()).isEqualTo(10);
  }

  @Test
  void anOutageNeverBecomesAStorm() {
    stage.retries = retries(2, 10);
    stage.outliers = NEVER_OUT;
    Group group = stage.group("a", "b", "c");
    int again = 0;
    for (int second = 0; second < 60; second++) {
      again += storm(group, 1000);
      stage.pass(Duration.ofSeconds(1));
    }
    assertThat(again).isBetween(12_000, 60_000 * 20 / 100 + 60 * 10 + 3000);
  }

  @Test
  void anUnreachableGatewayMeansAnotherOneThenDirectly() {
    Endpoint site =
        new Endpoint(Host.parse("x.example"), 443, true, null, Endpoint.Use.HTTP, false);
    Group group = stage.group(gateway("one"), gateway("two"));
    Targets targets = group.gateways(site, true);
    Failure gone = new Failure(Failure.Kind.GATEWAY_UNREACHABLE, "gone");
    Lease one = Objects.requireNonNull(targets.first(Stage.get(), Stage.client("192.0.2.1")));
    Lease two =
        Objects.requireNonNull(targets.next(Stage.get(), Stage.client("192.0.2.1"), one, gone));
    assertThat(two.endpoint().gateway()).isNotNull().isNotEqualTo(one.endpoint().gateway());
    Lease direct =
        Objects.requireNonNull(targets.next(Stage.get(), Stage.client("192.0.2.1"), two, gone));
    assertThat(direct.endpoint()).isEqualTo(site);
    assertThat(targets.leadTo(site)).isTrue();
    assertThat(group.gateways(site, false).leadTo(site)).isFalse();
  }

  @Test
  void aDestinationsFailureIsNotItsGateways() {
    Endpoint site =
        new Endpoint(Host.parse("x.example"), 80, false, null, Endpoint.Use.HTTP, false);
    Group group = stage.group(gateway("one"), gateway("two"));
    for (int i = 0; i < 20; i++) {
      Lease lease =
          Objects.requireNonNull(
              group.gateways(site, false).first(Stage.get(), Stage.client("192.0.2.1")));
      lease.responded(503, 1000);
      lease.failed(new Failure(Failure.Kind.GATEWAY_REFUSED, "no"));
      lease.ended();
    }
    assertThat(group.status().targets())
        .allMatch(target -> target.state() == TargetStatus.State.LIVE);
  }

  private static TargetSpec gateway(String name) {
    return new TargetSpec(
        name,
        new Way.Through(new Gateway(name, Gateway.Kind.HTTP, Host.parse(name), 3128, null, true)));
  }

  /** Lets every attempt of so many requests fail; how many attempts there were besides. */
  private static int storm(Group group, int requests) {
    int again = 0;
    for (int i = 0; i < requests; i++) {
      Lease lease = first(group);
      for (Lease other = lease; other != null; ) {
        other.failed(REFUSED);
        Lease following = next(group, other, REFUSED);
        other.ended();
        again += following == null ? 0 : 1;
        other = following;
      }
    }
    return again;
  }

  private static Retries retries(int attempts, int perSecond) {
    return new Retries(attempts, List.of(), 20, perSecond, 1024);
  }
}
