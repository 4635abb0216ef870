package dev.fairlead.engine.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bytes are taken once and in order, whoever asks for it. */
final class IntakeTest {
  private final List<String> taken = new ArrayList<>();

  private static void add(Intake intake, String text) {
    intake.add(UnpooledByteBufAllocator.DEFAULT, Unpooled.copiedBuffer(text, US_ASCII));
  }

  private boolean take(ByteBuf bytes) {
    taken.add(bytes.readCharSequence(1, US_ASCII).toString());
    return true;
  }

  @Test
  void allStepsAreTaken() throws Exception {
    Intake intake = new Intake(this::take);
    add(intake, "abc");
    assertThat(intake.run()).isTrue();
    assertThat(taken).containsExactly("a", "b", "c");
    assertThat(intake.isReadable()).isFalse();
  }

  @Test
  void whatIsLeftIsJoinedWithWhatComes() throws Exception {
    Intake intake = new Intake(bytes -> bytes.readableBytes() > 2 && take(bytes));
    add(intake, "ab");
    intake.run();
    add(intake, "cd");
    intake.run();
    assertThat(taken).containsExactly("a", "b");
    assertThat(intake.readableBytes()).isEqualTo(2);
  }

  @Test
  void stepThatAsksForMoreStepsGetsThemAfterItself() throws Exception {
    List<Boolean> ran = new ArrayList<>();
    Intake[] self = new Intake[1];
    Intake intake =
        new Intake(bytes -> {
          take(bytes);
          ran.add(self[0].run());
          return true;
        });
    self[0] = intake;
    add(intake, "ab");
    assertThat(intake.run()).isTrue();
    assertThat(taken).containsExactly("a", "b");
    assertThat(ran).containsExactly(false, false);
  }

  @Test
  void faultEndsTheRunAndNotTheNextOne() throws Exception {
    Intake intake =
        new Intake(bytes -> {
          if (taken.isEmpty()) {
            take(bytes);
            throw new BadMessage(Failure.Kind.BAD_REQUEST, "no");
          }
          return take(bytes);
        });
    add(intake, "ab");
    assertThatThrownBy(intake::run).isInstanceOf(BadMessage.class);
    assertThat(intake.running()).isFalse();
    assertThat(intake.run()).isTrue();
    assertThat(taken).containsExactly("a", "b");
  }
}
