package dev.fairlead.engine.connection.http2;

import dev.fairlead.engine.http2.Http2Limits;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Our server side behind a loopback port, on one event loop, ticking as the engine does. */
final class TestServer implements AutoCloseable {
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Queue<Http2ClientConnection> connections = new ConcurrentLinkedQueue<>();
  private final Channel listener;

  TestServer(Exchanges exchanges, Http2Limits limits, @Nullable SslContext tls) {
    listener =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    if (tls != null) {
                      channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                    }
                    add(channel, exchanges, limits);
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .syncUninterruptibly()
            .channel();
  }

  private void add(Channel channel, Exchanges exchanges, Http2Limits limits) {
    var connection = new Http2ClientConnection(exchanges, limits, Http2Timeouts.DEFAULT);
    channel.pipeline().addLast(connection);
    connections.add(connection);
    var ticking =
        channel
            .eventLoop()
            .scheduleAtFixedRate(
                () -> connection.tick(System.nanoTime()), 100, 100, TimeUnit.MILLISECONDS);
    channel.closeFuture().addListener(closed -> ticking.cancel(false));
  }

  int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  Queue<Http2ClientConnection> connections() {
    return connections;
  }

  @Override
  public void close() {
    listener.close().syncUninterruptibly();
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
