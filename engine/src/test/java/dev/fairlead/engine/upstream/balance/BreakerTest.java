package dev.fairlead.engine.upstream.balance;

import static dev.fairlead.engine.upstream.balance.Stage.bad;
import static dev.fairlead.engine.upstream.balance.Stage.first;
import static dev.fairlead.engine.upstream.balance.Stage.good;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Lease;
import dev.fairlead.engine.upstream.balance.GroupPolicy.Breaking;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Groups that are left alone. */
final class BreakerTest {
  private final Stage stage = new Stage();
  private final Group group;

  BreakerTest() {
    stage.breaker = new Breaking(50, 10, Duration.ofSeconds(10), Duration.ofSeconds(5));
    group = stage.group("a", "b");
  }

  @Test
  void opensWhenHalfOfEnoughAttemptsFailed() {
    for (int i = 0; i < 9; i++) {
      bad(group);
    }
    assertThat(group.status().breaker()).isEqualTo("closed");
    bad(group);
    assertThat(group.status().breaker()).isEqualTo("open");
    assertThat(asked()).isNull();
    assertThat(Stage.backends(group).unavailable().kind()).isEqualTo(Failure.Kind.NO_TARGET);
  }

  @Test
  void staysClosedWhileFewerFail() {
    for (int i = 0; i < 100; i++) {
      bad(group);
      good(group);
      good(group);
    }
    assertThat(group.status().breaker()).isEqualTo("closed");
  }

  @Test
  void forgetsWhatIsLongerAgoThanTheWindow() {
    for (int i = 0; i < 9; i++) {
      bad(group);
    }
    stage.pass(Duration.ofSeconds(11));
    bad(group);
    assertThat(group.status().breaker()).isEqualTo("closed");
  }

  @Test
  void oneRequestMayTryAfterThePauseAndItsOutcomeDecides() {
    open();
    stage.pass(Duration.ofSeconds(5));
    assertThat(group.status().breaker()).isEqualTo("half_open");
    Lease trial = first(group);
    assertThat(asked()).isNull();
    trial.failed(Stage.REFUSED);
    trial.ended();
    assertThat(group.status().breaker()).isEqualTo("open");
    stage.pass(Duration.ofSeconds(5));
    good(group);
    assertThat(group.status().breaker()).isEqualTo("closed");
    bad(group);
    assertThat(group.status().breaker()).isEqualTo("closed");
  }

  @Test
  void aTrialThatTellsNothingLeavesItsPlaceToAnother() {
    open();
    stage.pass(Duration.ofSeconds(5));
    first(group).ended();
    assertThat(asked()).isNotNull();
  }

  private @Nullable Lease asked() {
    return Stage.backends(group).first(Stage.get(), Stage.client("192.0.2.1"));
  }

  private void open() {
    for (int i = 0; i < 10; i++) {
      bad(group);
    }
  }
}
