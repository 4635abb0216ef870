package dev.fairlead.engine.http2;

import static io.netty.handler.codec.http2.Http2Error.ENHANCE_YOUR_CALM;

import io.netty.handler.codec.http2.Http2Exception;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What a peer pays for frames that cost us more than it: floods of control frames and of resets
 * (CVE-2019-9511 and its kin, CVE-2023-44487, CVE-2025-8671) run out of it, real traffic earns it.
 */
final class Toll {
  private static final int EARNED_BY_DATA = 2;

  /** Frames that carry no message, beyond those that traffic explains, in ten seconds. */
  private static final int CONTROL_FRAMES = 4096;

  /** Streams reset by the peer or made to be, beyond those that end well, in thirty seconds. */
  private static final int RESETS = 200;

  private final Allowance control;
  private final Allowance resets;

  Toll(LongSupplier clock) {
    control = new Allowance(CONTROL_FRAMES, TimeUnit.SECONDS.toNanos(10), clock);
    resets = new Allowance(RESETS, TimeUnit.SECONDS.toNanos(30), clock);
  }

  /** A frame that carries no message. */
  void control(int cost) throws Http2Exception {
    if (!control.spend(cost)) {
      throw calm("too many control frames");
    }
  }

  /** A stream that the peer reset, or made us reset. */
  void reset() throws Http2Exception {
    if (!resets.spend(1)) {
      throw calm("too many streams were reset");
    }
  }

  /** Data went one way or the other. */
  void data() {
    control.earn(EARNED_BY_DATA);
  }

  /** A stream ended as it should. */
  void completed() {
    resets.earn(1);
  }

  private static Http2Exception calm(String message) {
    return Http2Exception.connectionError(ENHANCE_YOUR_CALM, "%s", message);
  }
}
