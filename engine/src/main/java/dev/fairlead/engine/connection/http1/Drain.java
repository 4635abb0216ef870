package dev.fairlead.engine.connection.http1;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.time.Duration;

/** Notices, as precisely as ticks are, that a client takes nothing of what waits for it. */
final class Drain {
  private long waiting;
  private long since;

  boolean isStuck(Channel channel, long now, Duration patience) {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    long left = buffer == null ? 0 : buffer.totalPendingWriteBytes();
    if (left == 0 || left != waiting || since == 0) {
      waiting = left;
      since = now;
    }
    return now - since > patience.toNanos();
  }
}
