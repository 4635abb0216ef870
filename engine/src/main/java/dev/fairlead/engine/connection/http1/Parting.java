package dev.fairlead.engine.connection.http1;

import dev.fairlead.engine.loop.HalfClose;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection so that the client still reads the last response (RFC 9112 §9.6): where it
 * may be sending, our half is closed first and what it sends is thrown away for a while, because a
 * reset would overtake the response. The while begins when the response has left; until then the
 * client only has to go on reading, however slowly.
 */
final class Parting {
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Drain drain = new Drain();
  private boolean begun;
  private boolean sent;
  private long since;

  boolean begun() {
    return begun;
  }

  /** Whether nothing is left to send, so that a client that left is not kept waiting for. */
  boolean isOver() {
    return sent;
  }

  void begin(Channel channel, boolean nothingUnread) {
    if (begun) {
      return;
    }
    begun = true;
    if (nothingUnread) {
      channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    } else {
      HalfClose.whenSent(channel).addListener(_ -> sent = true);
    }
  }

  /**
   * @param write how long the client may take nothing of what waits for it
   */
  void tick(Channel channel, long now, Duration write) {
    if (!sent) {
      if (drain.isStuck(channel, now, write)) {
        channel.close();
      }
      return;
    }
    if (since == 0) {
      since = now;
    }
    if (now - since > LINGER_NANOS) {
      channel.close();
    }
  }

  /** Closes so that the client cannot take what it got for the whole: no close_notify either. */
  void reset(Channel channel) {
    begun = true;
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    channel.unsafe().close(channel.unsafe().voidPromise());
  }
}
