package dev.fairlead.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LossesTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);
  private final Losses losses = new Losses(nanos::get);
  private final Heard heard = Heard.of(Losses.class);

  @BeforeEach
  void listen() {
    heard.listen();
  }

  @AfterEach
  void stop() {
    heard.stop();
  }

  private void seconds(long seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  @Test
  void theFirstLossIsToldAtOnceAndTheNextAfterAMinute() {
    losses.tell();
    assertThat(heard.messages()).isEmpty();
    losses.add(3);
    losses.tell();
    losses.add(2);
    losses.tell();
    seconds(59);
    losses.add(1);
    losses.tell();
    assertThat(heard.messages()).hasSize(1);
    assertThat(heard.messages().getFirst()).startsWith("3 lines of the access log were lost");
    seconds(2);
    losses.tell();
    assertThat(heard.messages()).hasSize(2);
    assertThat(heard.messages().getLast()).startsWith("3 lines");
    assertThat(losses.lines()).isEqualTo(6);
  }

  @Test
  void whatWasToldIsNotToldAgain() {
    losses.add(1);
    losses.tell();
    seconds(600);
    losses.tell();
    assertThat(heard.messages()).hasSize(1);
  }
}
