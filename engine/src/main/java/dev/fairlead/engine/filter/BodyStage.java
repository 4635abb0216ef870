package dev.fairlead.engine.filter;

import dev.fairlead.engine.message.Headers;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A step that the body of one direction passes (in a tunnel: all its bytes), chunk by chunk: it may
 * look, change, delay or stop it. Lives as long as one exchange. Event loop only; never blocks.
 */
public interface BodyStage {
  /** The name of the filter it belongs to, for the record of what it refuses. */
  String filter();

  /**
   * Takes over the buffer. What may go on is given to {@code next}, now or later; whoever holds
   * bytes back says {@link BodyFlow#reading} so that no more than a bound is ever held.
   */
  void chunk(ByteBuf chunk, BodyFlow next);

  /** The body has ended well; {@link BodyFlow#end} passes that on, now or later. */
  default void end(@Nullable Headers trailers, BodyFlow next) {
    next.end(trailers);
  }

  /** The exchange is over, well or not: releases what is held. Exactly once, the last call. */
  default void release() {}

  /**
   * Whether the head waits for the first byte (or the end) that this stage lets pass, so that it
   * can still refuse the whole message. Asked once.
   */
  default boolean holdsHead() {
    return false;
  }
}
