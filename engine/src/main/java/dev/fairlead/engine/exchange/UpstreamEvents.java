package dev.fairlead.engine.exchange;

import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** What an upstream tells the exchange. Event loop only. */
public interface UpstreamEvents {
  /** The stream is ready for {@code send} (or, in a tunnel, {@code write}). */
  void connected(UpstreamStream stream, UpstreamFacts facts);

  /** A 1xx other than 101. */
  void interim(ResponseHead head);

  /** The final head. After a 101, chunks are opaque bytes. */
  void response(ResponseHead head);

  /** Response (or tunnel) bytes; ownership passes to the exchange. */
  void chunk(ByteBuf chunk);

  /** The response (or the upstream's half of the tunnel) has ended well. */
  void end(@Nullable Headers trailers);

  /** What was read in one go has been delivered: a good moment to flush to the client. */
  void upstreamReadComplete();

  /** {@link UpstreamStream#writable} turned true. */
  void upstreamWritable();

  /**
   * It did not work out; no more events follow.
   *
   * @param unprocessed whether the request provably never reached the application (connect failure,
   *     GOAWAY, REFUSED_STREAM, a pooled connection that was already closed), so that it may be
   *     sent again whatever its method
   */
  void upstreamFailed(Failure failure, boolean unprocessed);
}
