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

  private final Allowance control;
  private final Allowance resets;

  Toll(Http2Limits limits, LongSupplier clock) {
    control = new Allowance(limits.controlFrames(), TimeUnit.SECONDS.toNanos(10), clock);
    resets = new Allowance(limits.resets(), TimeUnit.SECONDS.toNanos(30), clock);
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
