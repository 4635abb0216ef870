package dev.fairlead.filters.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fairlead.engine.filter.BodyFlow;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.filters.fake.FakeLoop;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Bytes that are slowed down, on a clock that the test moves. */
final class PaceTest {
  private static final long SECOND = 1_000_000_000L;
  private FakeLoop loop = new FakeLoop();
  private final List<ByteBuf> buffers = new ArrayList<>();

  /** What lies behind a pace: counts, and feeds it a chunk whenever it wants one. */
  private final class Sink implements BodyFlow {
    private final Pace pace;
    private final int chunk;
    private long bytes;
    private long largest;
    private boolean reading = true;
    private boolean ended;
    private int flushes;

    private Sink(Pace pace, int chunk) {
      this.pace = pace;
      this.chunk = chunk;
    }

    private void feed() {
      while (reading) {
        pace.chunk(buffer(chunk), this);
      }
    }

    @Override
    public void chunk(ByteBuf some) {
      bytes += some.readableBytes();
      largest = Math.max(largest, some.readableBytes());
      some.release();
    }

    @Override
    public void end(@Nullable Headers trailers) {
      ended = true;
    }

    @Override
    public void flush() {
      flushes++;
    }

    @Override
    public void reading(boolean wanted) {
      reading = wanted;
    }

    @Override
    public void refuse(Failure failure) {
      throw new AssertionError(failure.message());
    }

    private void passFeeding(long nanos) {
      feed();
      for (long step = 0; step < nanos; step += 1_000_000) {
        loop.pass(1_000_000);
        feed();
      }
    }
  }

  private ByteBuf buffer(int size) {
    ByteBuf buffer = Unpooled.buffer(size).writeZero(size);
    buffers.add(buffer);
    return buffer;
  }

  private Ledger ledger() {
    return new Ledger(loop::nanos);
  }

  private Sink sink(Ledger ledger, long rate, int chunk) {
    return new Sink(new Pace(PaceRate.of(rate), ledger, 7, new AtomicLong(), loop), chunk);
  }

  @Test
  void rateHoldsWithinTwoPercentOverTimeAtAnySpeed() {
    for (long rate : new long[] {1_000, 64_000, 1_000_000, 50_000_000}) {
      Sink sink = sink(ledger(), rate, 16 * 1024);
      sink.passFeeding(10 * SECOND);
      double measured = sink.bytes / 10.0;
      assertThat(measured)
          .as("%d bytes a second", rate)
          .isCloseTo((double) rate, within(rate * 0.02));
      sink.pace.release();
    }
    assertThat(buffers).allMatch(buffer -> buffer.refCnt() == 0);
  }

  @Test
  void lateTimersDoNotSlowItDown() {
    loop = new FakeLoop(5_000_000);
    Sink sink = sink(ledger(), 1_000_000, 16 * 1024);
    sink.passFeeding(10 * SECOND);
    assertThat(sink.bytes / 10.0).isCloseTo(1_000_000, within(20_000.0));
  }

  @Test
  void flowIsSmoothAndTheTimersAreFew() {
    Sink sink = sink(ledger(), 100_000, 64 * 1024);
    sink.passFeeding(SECOND);
    assertThat(sink.largest).isLessThanOrEqualTo(2_000);
    assertThat(loop.fired()).isLessThanOrEqualTo(51);
    long before = sink.bytes;
    sink.passFeeding(SECOND / 10);
    assertThat(sink.bytes - before).isBetween(8_000L, 12_000L);
    assertThat(sink.flushes).isEqualTo(loop.fired());
  }

  @Test
  void noMoreIsHeldThanOneReadBrought() {
    Sink sink = sink(ledger(), 1_000, 16 * 1024);
    sink.passFeeding(SECOND);
    long held = buffers.stream().filter(buffer -> buffer.refCnt() > 0).count();
    assertThat(held).isEqualTo(1);
    assertThat(sink.reading).isFalse();
    sink.pace.release();
    assertThat(buffers).allMatch(buffer -> buffer.refCnt() == 0);
    assertThat(loop.waiting()).isZero();
  }

  @Test
  void exchangesOfOneKeyShareTheRateEvenly() {
    Ledger ledger = ledger();
    List<Sink> sinks = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      sinks.add(sink(ledger, 1_000_000, 16 * 1024));
    }
    for (int step = 0; step < 10_000; step++) {
      sinks.forEach(Sink::feed);
      loop.pass(1_000_000);
    }
    long all = sinks.stream().mapToLong(sink -> sink.bytes).sum();
    assertThat(all / 10.0).isCloseTo(1_000_000, within(30_000.0));
    assertThat(sinks)
        .allSatisfy(sink -> assertThat(sink.bytes).isCloseTo(all / 10, within(all / 100)));
  }

  @Test
  void endWaitsForTheLastByte() {
    Sink sink = sink(ledger(), 10_000, 4_000);
    sink.pace.chunk(buffer(4_000), sink);
    sink.pace.end(null, sink);
    assertThat(sink.ended).isFalse();
    loop.pass(SECOND);
    assertThat(sink.bytes).isEqualTo(4_000);
    assertThat(sink.ended).isTrue();
  }

  @Test
  void smallBodyIsNotHeldUp() {
    Sink sink = sink(ledger(), 10_000, 500);
    sink.pace.chunk(buffer(500), sink);
    sink.pace.end(null, sink);
    assertThat(sink.bytes).isEqualTo(500);
    assertThat(sink.ended).isTrue();
    assertThat(loop.waiting()).isZero();
  }

  @Test
  void exchangeThatEndsWhileItWaitsLeavesNothingBehind() {
    Sink sink = sink(ledger(), 1_000, 4_000);
    sink.feed();
    long before = sink.bytes;
    sink.pace.release();
    loop.pass(10 * SECOND);
    assertThat(sink.bytes).isEqualTo(before);
    assertThat(buffers).allMatch(buffer -> buffer.refCnt() == 0);
  }
}
