package dev.fairlead.engine.flow;

import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.HttpVersion;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One try to reach an upstream: filled in by the exchange, and not changed after. Times are
 * nanoseconds, 0 where there was no such step.
 */
public final class Attempt {
  /** The one before it, or null. */
  public final @Nullable Attempt previous;

  public final Endpoint endpoint;

  /** From the start of the exchange. */
  public final long startNanos;

  /** The address that was dialled (the gateway's, if there is one), once connected. */
  public @Nullable SocketAddress remote;

  public @Nullable HttpVersion version;
  public boolean reused;
  public long dnsNanos;
  public long connectNanos;
  public long tlsNanos;

  /** From the start of the exchange to the response head. */
  public long firstByteNanos;

  /** From the start of the exchange to the end of this attempt. */
  public long endNanos;

  /** 0 while there is none. */
  public int status;

  public @Nullable Failure failure;

  public Attempt(@Nullable Attempt previous, Endpoint endpoint, long startNanos) {
    this.previous = previous;
    this.endpoint = endpoint;
    this.startNanos = startNanos;
  }
}
