package dev.fairlead.engine.exchange;

import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The client's half of an exchange, as the exchange drives it: an HTTP/1 connection between two
 * requests, or an HTTP/2 stream. Event loop only. Nothing reaches the wire before {@link #flush}.
 *
 * <p>Order of calls: any number of {@code interim}; then {@code respond}, {@code write}…, {@code
 * finish}; or {@code upgrade}, {@code write}…, {@code finish}; {@code abort} at any time ends it.
 */
public interface ClientStream {
  /** Sends a 1xx head other than 101. Silently dropped where the client speaks HTTP/1.0. */
  void interim(ResponseHead head);

  /**
   * Sends the final head, framed for this client's protocol. With {@link
   * dev.fairlead.engine.message.Body#NONE} no {@code write} follows, but {@code finish(null)} does.
   */
  void respond(ResponseHead head);

  /**
   * Sends a 2xx to CONNECT or a 101 and leaves HTTP: from now on bytes pass as they are, {@code
   * finish} half-closes, and the client's half-close arrives as the end of the request body.
   */
  void upgrade(ResponseHead head);

  /** Sends body bytes; takes ownership of the buffer. */
  void write(ByteBuf chunk);

  /** Ends the response. */
  void finish(@Nullable Headers trailers);

  /** Hands what was written to the network. */
  void flush();

  /** Whether request body bytes are wanted now; false holds the client back. Initially true. */
  void reading(boolean wanted);

  /** Whether more should be written; when it turns true again the exchange is told. */
  boolean writable();

  /**
   * How many bytes still have to leave before it is writable again, as far as the connection knows:
   * as long as this changes, the client reads.
   */
  default long unsent() {
    return 0;
  }

  /**
   * Gives up after the head was sent or the client is lost: closes or resets, visibly incomplete.
   */
  void abort(Failure failure);
}
