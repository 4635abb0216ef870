package dev.fairlead.engine.connection.http1;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection so that the client still reads the last response (RFC 9112 §9.6): where it
 * may be sending, our half is closed first and what it sends is thrown away for a while, because a
 * reset would overtake the response.
 */
final class Parting {
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

  private boolean begun;
  private long since;

  boolean begun() {
    return begun;
  }

  void begin(Channel channel, boolean nothingUnread) {
    begun = true;
    if (nothingUnread) {
      channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    } else {
      channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> shutdownOutput(channel));
    }
  }

  void tick(Channel channel, long now) {
    if (since == 0) {
      since = now;
    }
    if (now - since > LINGER_NANOS) {
      channel.close();
    }
  }

  /** Half-closes: what was written is still delivered, then the end. */
  static void shutdownOutput(Channel channel) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls != null) {
      tls.closeOutbound();
    } else if (channel instanceof DuplexChannel duplex && channel.isActive()) {
      duplex.shutdownOutput();
    }
  }

  /** Closes so that the client cannot take what it got for the whole. */
  void reset(Channel channel) {
    begun = true;
    if (channel.pipeline().get(SslHandler.class) == null) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    }
    channel.close();
  }
}
