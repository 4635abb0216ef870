package dev.fairlead.engine.exchange;

import dev.fairlead.engine.message.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Notices that an exchange stands still. Counts bytes as they pass, which costs nothing, and looks
 * at the counts when time passes, so no clock is read per chunk. Precise to one tick.
 */
final class Progress {
  private final Timeouts timeouts;
  private long clientBytes;
  private long upstreamBytes;
  private boolean clientTakes = true;
  private boolean upstreamTakes = true;
  private long clientMark = -1;
  private long clientSince;
  private long upstreamMark = -1;
  private long upstreamSince;
  private long unsent;
  private long windowStart;
  private long windowBytes;
  private long tunnelStart;

  Progress(Timeouts timeouts) {
    this.timeouts = timeouts;
  }

  void fromClient(int bytes) {
    clientBytes += bytes;
  }

  void fromUpstream(int bytes) {
    upstreamBytes += bytes;
  }

  /** Whether the client takes response bytes, or has stopped reading. */
  void clientTakes(boolean takes) {
    clientTakes = takes;
  }

  /** Whether the upstream takes request bytes, or has stopped reading. */
  void upstreamTakes(boolean takes) {
    upstreamTakes = takes;
  }

  /** Everything counts from the next tick on: what went before was nobody's slowness. */
  void restart() {
    clientMark = -1;
    upstreamMark = -1;
    windowStart = 0;
  }

  /** A step of ours holds bytes back: until now the upstream's silence was no fault of its own. */
  void excuse(long now) {
    upstreamSince = now;
  }

  /**
   * What is late in an exchange, or null.
   *
   * @param unsent what waits for the client, as {@link ClientStream#unsent} says: if it changes,
   *     the client reads, however slowly
   */
  @Nullable Failure exchange(
      long now, boolean requestEnded, boolean responseStarted, long firstByte, long unsent) {
    boolean clientMoved = clientMark != clientBytes;
    long mark = upstreamBytes * 4 + (requestEnded ? 1 : 0) + (responseStarted ? 2 : 0);
    if (clientMoved || !upstreamTakes) {
      clientMark = clientBytes;
      clientSince = now;
    }
    // While the request comes in, an upstream that takes it is not silent.
    if (upstreamMark != mark || (clientMoved && !requestEnded) || this.unsent != unsent) {
      upstreamMark = mark;
      upstreamSince = now;
      this.unsent = unsent;
    }
    if (!upstreamTakes) {
      windowStart = 0;
    }
    if (!requestEnded && upstreamTakes) {
      return slowRequest(now);
    }
    if (responseStarted && !clientTakes) {
      return now - upstreamSince > timeouts.write().toNanos()
          ? new Failure(Failure.Kind.CLIENT_GONE, "the client stopped reading the response")
          : null;
    }
    if (now - upstreamSince > firstByte) {
      return new Failure(
          Failure.Kind.RESPONSE_TIMEOUT, "the upstream did not answer within the time allowed");
    }
    return null;
  }

  private @Nullable Failure slowRequest(long now) {
    if (windowStart == 0) {
      windowStart = now;
      windowBytes = clientBytes;
    }
    long read = timeouts.read().toNanos();
    if (now - clientSince > read) {
      return new Failure(Failure.Kind.REQUEST_TIMEOUT, "the request body stopped coming");
    }
    if (now - windowStart > read) {
      long least = (long) (timeouts.minRate() * (double) (now - windowStart) / 1e9);
      if (clientBytes - windowBytes < least) {
        return new Failure(Failure.Kind.REQUEST_TIMEOUT, "the request body comes too slowly");
      }
      windowStart = now;
      windowBytes = clientBytes;
    }
    return null;
  }

  /** What is late in a tunnel, or null. */
  @Nullable Failure tunnel(long now) {
    long mark = clientBytes + upstreamBytes;
    if (upstreamMark != mark) {
      upstreamMark = mark;
      upstreamSince = now;
    }
    if (tunnelStart == 0) {
      tunnelStart = now;
    }
    if (now - upstreamSince > timeouts.tunnelIdle().toNanos()) {
      return new Failure(Failure.Kind.CLIENT_GONE, "the tunnel was idle for too long");
    }
    long lifetime = timeouts.tunnelLifetime().toNanos();
    if (lifetime > 0 && now - tunnelStart > lifetime) {
      return new Failure(Failure.Kind.CLIENT_GONE, "the tunnel reached its lifetime");
    }
    return null;
  }
}
