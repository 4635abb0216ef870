package dev.fairlead.engine.http1;

import dev.fairlead.engine.message.Headers;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Where a {@link BodyReader} delivers a body. */
public interface BodySink {
  /** Some bytes of the body, at least one; ownership passes to the sink. */
  void chunk(ByteBuf bytes);

  /** The body is complete. */
  void end(@Nullable Headers trailers);
}
