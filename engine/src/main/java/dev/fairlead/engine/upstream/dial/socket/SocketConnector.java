package dev.fairlead.engine.upstream.dial.socket;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;

/**
 * Connects sockets of one transport, with auto-read off: whoever gets the channel says when to
 * read.
 */
public final class SocketConnector implements Connector {
  private final Bootstrap template;

  public SocketConnector(Transport transport) {
    template =
        new Bootstrap()
            .channelFactory(transport.stream())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .option(ChannelOption.AUTO_READ, false)
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
