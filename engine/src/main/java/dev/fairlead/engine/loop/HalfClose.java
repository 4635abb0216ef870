package dev.fairlead.engine.loop;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/**
 * Ends our direction of a connection; in TLS by close_notify, and TCP stays whole. The other way
 * round BoringSSL knows no halves: when a peer ends its direction of TLS it ends ours too, as TLS
 * 1.2 demanded of all. Event loop only.
 */
public final class HalfClose {
  private HalfClose() {}

  /** Half-closes once all that was written has left; a half-close at once would drop it. */
  public static ChannelFuture whenSent(Channel channel) {
    return channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> now(channel));
  }

  private static void now(Channel channel) {
    SslHandler tls = Tls.of(channel);
    if (tls != null) {
      tls.closeOutbound();
    } else if (channel instanceof DuplexChannel duplex && channel.isActive()) {
      duplex.shutdownOutput();
    }
  }
}
