package dev.fairlead.engine.connection.http2;

import io.netty.channel.Channel;

/** Notices a peer that takes nothing of what waits for it. One that reads, however slowly, does. */
final class Stall {
  private long mark;
  private long since;

  /** Whether that has been so for longer than the limit; to be asked a few times a second. */
  boolean lasts(Channel channel, long nanos, long limit) {
    long left = channel.bytesBeforeWritable();
    if (left == 0 || left != mark) {
      mark = left;
      since = nanos;
    }
    return nanos - since > limit;
  }
}
