package dev.fairlead.filters.inspection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.filter.BodyFlow;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.filters.fake.FakeExchange;
import dev.fairlead.filters.inspection.filetype.FileType;
import dev.fairlead.filters.inspection.signature.Signature;
import dev.fairlead.filters.inspection.signature.Signatures;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is held, what passes, what is stopped, and that nothing is lost on the way. */
final class InspectionStageTest {
  private static final long BUDGET = 1 << 20;

  private final FakeExchange exchange = FakeExchange.at(Door.FORWARD);
  private final Budget budget = new Budget(BUDGET);
  private final Taken taken = new Taken();
  private final List<ByteBuf> given = new ArrayList<>();

  /** What comes out behind the stage. */
  private static final class Taken implements BodyFlow {
    private final StringBuilder text = new StringBuilder();
    private @Nullable Failure failure;
    private boolean ended;

    @Override
    public void chunk(ByteBuf chunk) {
      text.append(chunk.toString(ISO_8859_1));
      chunk.release();
    }

    @Override
    public void end(@Nullable Headers trailers) {
      ended = true;
    }

    @Override
    public void flush() {}

    @Override
    public void reading(boolean wanted) {}

    @Override
    public void refuse(Failure why) {
      failure = why;
    }
  }

  private static InspectionRule rule(long most, long hold, FileRules files) {
    return new InspectionRule(
        "test",
        _ -> true,
        Set.of(),
        Set.of(),
        true,
        true,
        new MediaTypes(List.of("*/*")),
        most,
        hold,
        new Signatures(List.of(Signature.text("bad", "BADNESS"))),
        files,
        null,
        true);
  }

  private InspectionStage stage(long most, long hold) {
    return stage(rule(most, hold, FileRules.NONE), "text/plain", null);
  }

  private InspectionStage stage(InspectionRule rule, String type, @Nullable String coding) {
    return new InspectionStage(
        rule, new Message("response", type, coding, false), exchange, budget);
  }

  private void give(InspectionStage stage, String... chunks) {
    for (String each : chunks) {
      ByteBuf chunk = Unpooled.copiedBuffer(each, ISO_8859_1);
      given.add(chunk);
      stage.chunk(chunk, taken);
    }
  }

  private void nothingIsLeft(InspectionStage stage) {
    stage.release();
    assertThat(given).allMatch(each -> each.refCnt() == 0);
    assertThat(budget.left()).isEqualTo(BUDGET);
  }

  @Test
  void aShortBodyIsHeldUntilItsEnd() {
    InspectionStage stage = stage(1000, 10);
    assertThat(stage.holdsHead()).isTrue();
    give(stage, "hello", "world");
    assertThat(taken.text).isEmpty();
    assertThat(budget.left()).isEqualTo(BUDGET - 10);
    stage.end(null, taken);
    assertThat(taken.text).hasToString("helloworld");
    assertThat(taken.ended).isTrue();
    nothingIsLeft(stage);
  }

  @Test
  void aLongBodyIsNotHeldFurtherThanSaid() {
    InspectionStage stage = stage(1000, 8);
    give(stage, "hello", "world", "again");
    assertThat(taken.text).hasToString("helloworldagain");
    stage.end(null, taken);
    assertThat(taken.ended).isTrue();
    nothingIsLeft(stage);
  }

  @Test
  void whatIsFoundInAShortBodyLetsNothingPass() {
    InspectionStage stage = stage(1000, 100);
    give(stage, "a BAD", "NESS it is", "more");
    stage.end(null, taken);
    assertThat(taken.text).isEmpty();
    assertThat(taken.ended).isFalse();
    String why = "inspection rule test found in the response the signature \"bad\"";
    assertThat(taken.failure).isEqualTo(new Failure(Failure.Kind.DENIED, why));
    assertThat(exchange.notes)
        .containsExactly("inspection rule test, response: found the signature \"bad\"");
    nothingIsLeft(stage);
  }

  @Test
  void whatIsFoundLateStopsWhatFollows() {
    InspectionStage stage = stage(1000, 4);
    give(stage, "hello BAD", "NESS", "more");
    assertThat(taken.text).hasToString("hello BAD");
    assertThat(taken.failure).isNotNull();
    nothingIsLeft(stage);
  }

  @Test
  void behindWhatIsLookedAtEverythingPassesWithANote() {
    InspectionStage stage = stage(8, 4);
    give(stage, "hello", "BADNESS", "BADNESS");
    stage.end(null, taken);
    assertThat(taken.text).hasToString("helloBADNESSBADNESS");
    assertThat(exchange.notes)
        .containsExactly("inspection rule test, response: only the first 8 bytes were looked at");
    nothingIsLeft(stage);
  }

  @Test
  void anEmptyBudgetHoldsNothingAndLooksAllTheSame() {
    assertThat(budget.take(BUDGET - 3)).isTrue();
    InspectionStage stage = stage(1000, 100);
    give(stage, "hello", "BADNESS");
    assertThat(taken.text).hasToString("hello");
    assertThat(taken.failure).isNotNull();
    budget.giveBack(BUDGET - 3);
    nothingIsLeft(stage);
  }

  @Test
  void crumbsAreGathered() {
    InspectionStage stage = stage(1 << 20, 1 << 20);
    for (int i = 0; i < 50_000; i++) {
      give(stage, "x");
    }
    assertThat(given.stream().filter(each -> each.refCnt() > 0).count()).isLessThan(2);
    stage.end(null, taken);
    assertThat(taken.text).hasSize(50_000);
    nothingIsLeft(stage);
  }

  @Test
  void streamsAreNotHeld() {
    InspectionStage stage = stage(rule(1000, 100, FileRules.NONE), "text/event-stream", null);
    assertThat(stage.holdsHead()).isFalse();
    give(stage, "data: 1\n\n");
    assertThat(taken.text).hasToString("data: 1\n\n");
    give(stage, "data: BADNESS\n\n");
    assertThat(taken.failure).isNotNull();
    nothingIsLeft(stage);
  }

  @Test
  void unknownCodingsAreRefused() {
    InspectionStage stage = stage(rule(1000, 100, FileRules.NONE), "text/plain", "br");
    give(stage, "xyz");
    assertThat(taken.failure)
        .extracting(Failure::message)
        .asString()
        .endsWith("a body that cannot be looked into: its content coding is not known here");
    nothingIsLeft(stage);
  }

  @Test
  void filesAreJudgedByTheirFirstBytesHoweverShort() {
    FileRules files = new FileRules(Set.of(FileType.ELF, FileType.SCRIPT), FileRules.Mismatch.NOTE);
    InspectionStage script = stage(rule(1000, 100, files), "text/plain", null);
    give(script, "#!", "/bin/sh");
    script.end(null, taken);
    assertThat(taken.failure)
        .extracting(Failure::message)
        .asString()
        .endsWith("a script, which file_types.deny has");
    nothingIsLeft(script);
    InspectionStage image = stage(rule(1000, 100, files), "image/png", null);
    give(image, "GIF89a");
    image.end(null, taken);
    assertThat(taken.text).hasToString("GIF89a");
    assertThat(exchange.notes)
        .contains(
            "inspection rule test, response: is a GIF image under a Content-Type that does not"
                + " fit");
    nothingIsLeft(image);
  }
}
