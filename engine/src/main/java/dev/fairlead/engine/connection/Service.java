package dev.fairlead.engine.connection;

import dev.fairlead.engine.exchange.ClientEvents;
import dev.fairlead.engine.exchange.ClientStream;
import dev.fairlead.engine.http1.Http1Limits;
import dev.fairlead.engine.http2.Http2Limits;
import dev.fairlead.engine.loop.Ticker;
import dev.fairlead.engine.message.Answer;
import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.RequestHead;
import java.time.Duration;

/** What a client connection needs from the engine; one per event loop. */
public interface Service {
  /**
   * Times a connection keeps between exchanges.
   *
   * @param header for the whole of a request head, and for the first byte of a connection
   * @param idle between two requests
   * @param write without the client taking a byte of what waits for it
   */
  record Patience(Duration header, Duration idle, Duration write) {}

  /** Begins an exchange under the rules that hold now. */
  ClientEvents begin(Client client, RequestHead head, ClientStream stream);

  /** Records bytes that were no request, and says what to answer. */
  Answer reject(Client client, Failure failure);

  /** Says what to answer to a failure inside a request, which its exchange has recorded. */
  Answer render(Failure failure);

  Http1Limits limits();

  Http2Limits http2();

  Patience patience();

  Ticker ticker();

  /** Where TLS handshakes with clients are counted. */
  Handshakes handshakes();

  /** Whether connections should end as soon as they can. */
  boolean draining();
}
