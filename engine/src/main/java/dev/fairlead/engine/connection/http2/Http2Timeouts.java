package dev.fairlead.engine.connection.http2;

import java.time.Duration;

/**
 * How long a client connection may do nothing.
 *
 * @param first until the first request has come
 * @param idle without a stream, after that
 * @param write without the client taking a byte of what waits for it
 */
public record Http2Timeouts(Duration first, Duration idle, Duration write) {
  /** As the conventions of the product say. */
  public static final Http2Timeouts DEFAULT =
      new Http2Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(120), Duration.ofSeconds(30));
}
