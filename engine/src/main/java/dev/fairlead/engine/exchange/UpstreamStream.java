package dev.fairlead.engine.exchange;

import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.RequestHead;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The upstream half of an exchange: an HTTP/1 connection between two requests, an HTTP/2 stream, a
 * tunnel. Event loop only. Nothing reaches the wire before {@link #flush}.
 */
public interface UpstreamStream extends Claim {
  /** Sends the request head; not called for tunnels. With no body, only {@code finish} follows. */
  void send(RequestHead head);

  /** Sends body (or tunnel) bytes; takes ownership of the buffer. */
  void write(ByteBuf chunk);

  /** Ends the request; in a tunnel, half-closes. */
  void finish(@Nullable Headers trailers);

  /** Hands what was written to the network. */
  void flush();

  /** Whether response bytes are wanted now; false holds the upstream back. Initially true. */
  void reading(boolean wanted);

  /** Whether more should be written; when it turns true again the exchange is told. */
  boolean writable();
}
