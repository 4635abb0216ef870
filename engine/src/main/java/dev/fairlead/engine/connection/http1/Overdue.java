package dev.fairlead.engine.connection.http1;

import dev.fairlead.engine.connection.Service;
import io.netty.channel.Channel;

/** What a connection waits for between exchanges, and since when, as precise as ticks are. */
final class Overdue {
  private final Drain drain = new Drain();
  private boolean servedBefore;
  private long idleSince;
  private long headSince;

  void headRead() {
    servedBefore = true;
    headSince = 0;
  }

  void waiting() {
    idleSince = 0;
    headSince = 0;
  }

  /** Whether the client takes nothing of its last response. */
  boolean stuck(Channel channel, long now, Service.Patience patience) {
    return drain.isStuck(channel, now, patience.write());
  }

  /** Whether no next request has begun for too long. */
  boolean idle(long now, boolean begun, Service.Patience patience) {
    if (begun || !servedBefore) {
      return false;
    }
    if (idleSince == 0) {
      idleSince = now;
    }
    return now - idleSince > patience.idle().toNanos();
  }

  /** Whether a head that has begun, or the first one of the connection, takes too long in all. */
  boolean head(long now, boolean begun, Service.Patience patience) {
    if (!begun && servedBefore) {
      return false;
    }
    if (headSince == 0) {
      headSince = now;
    }
    return now - headSince > patience.header().toNanos();
  }
}
