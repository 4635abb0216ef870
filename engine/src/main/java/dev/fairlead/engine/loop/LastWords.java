package dev.fairlead.engine.loop;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Closes a connection that nobody waits for any more. Event loop only. */
public final class LastWords {
  private LastWords() {}

  /** Closes when all that was written has left, or after so many seconds if the peer is slow. */
  public static void send(Channel channel, int seconds) {
    ChannelFuture sent = channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
    sent.addListener(ChannelFutureListener.CLOSE);
    if (!sent.isDone()) {
      Future<?> late =
          channel.eventLoop().schedule(() -> close(channel), seconds, TimeUnit.SECONDS);
      channel.closeFuture().addListener(_ -> late.cancel(false));
    }
  }

  private static void close(Channel channel) {
    channel.close();
  }
}
