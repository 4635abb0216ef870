package dev.fairlead.engine.exchange;

import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Headers;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** What a client connection tells its exchange after the head. Event loop only. */
public interface ClientEvents {
  /** Request body (or tunnel) bytes; ownership passes to the exchange. */
  void body(ByteBuf chunk);

  /** The request (or the client's half of the tunnel) has ended. */
  void bodyEnd(@Nullable Headers trailers);

  /** What was read in one go has been delivered: a good moment to flush upstream. */
  void clientReadComplete();

  /** {@link ClientStream#writable} turned true. */
  void clientWritable();

  /** The client broke the protocol, left, or reset its stream: no more calls to the stream. */
  void clientFailed(Failure failure);

  /** Time passes; called about ten times a second with {@link System#nanoTime}. */
  void tick(long nanos);
}
