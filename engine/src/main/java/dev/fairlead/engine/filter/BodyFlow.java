package dev.fairlead.engine.filter;

import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Headers;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** What a {@link BodyStage} gives bytes to. Event loop only; ignores calls after the exchange. */
public interface BodyFlow {
  /** Passes bytes on; takes over the buffer. */
  void chunk(ByteBuf chunk);

  /** Passes the end on. */
  void end(@Nullable Headers trailers);

  /** Sends what was passed on outside of {@link BodyStage#chunk} and {@link BodyStage#end}. */
  void flush();

  /** Whether the stage wants bytes; false holds the sender back. Initially true. */
  void reading(boolean wanted);

  /**
   * The message goes no further: an error takes its place, or the exchange is cut off where bytes
   * are already out.
   */
  void refuse(Failure failure);
}
