package dev.fairlead.engine.upstream.dial.socket;

import dev.fairlead.engine.loop.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import java.net.InetSocketAddress;

/**
 * Connects sockets of one transport, with auto-read off: whoever gets the channel says when to
 * read.
 */
public final class SocketConnector implements Connector {
  /** Reads grow to what a busy connection brings; that halves the cost of large bodies. */
  private static final AdaptiveRecvByteBufAllocator READS =
      new AdaptiveRecvByteBufAllocator(512, 4096, 1 << 18);

  private static final WriteBufferWaterMark SMALL = new WriteBufferWaterMark(32 << 10, 64 << 10);

  private final Bootstrap template;

  public SocketConnector(Transport transport) {
    template =
        new Bootstrap()
            .channelFactory(transport.stream())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .option(ChannelOption.AUTO_READ, false)
            .option(ChannelOption.RECVBUF_ALLOCATOR, READS)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, SMALL)
            .disableResolver()
            .handler(new Nothing());
  }

  @Override
  public ChannelFuture connect(EventLoop loop, InetSocketAddress address, int timeoutMillis) {
    return template
        .clone(loop)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.max(1, timeoutMillis))
        .connect(address);
  }

  /** A bootstrap insists on a handler; the real ones come once the race is won. */
  @ChannelHandler.Sharable
  private static final class Nothing extends ChannelInboundHandlerAdapter {}
}
