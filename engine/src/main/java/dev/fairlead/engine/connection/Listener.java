package dev.fairlead.engine.connection;

import dev.fairlead.engine.connection.ListenerSettings.ProxyProtocol;
import dev.fairlead.engine.loop.Transport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One listening socket. One event loop accepts and hands connections round; no second process can
 * share the port unnoticed, as it could with {@code SO_REUSEPORT}.
 */
public final class Listener {
  private static final WriteBufferWaterMark SMALL = new WriteBufferWaterMark(32 << 10, 64 << 10);

  private final Channel channel;

  private Listener(Channel channel) {
    this.channel = channel;
  }

  /**
   * Binds.
   *
   * @param settings asked for each new connection, so that a reload holds for the next one
   * @param services the service of an event loop
   * @throws IOException with a sentence that names address and remedy
   */
  public static Listener bind(
      EventLoopGroup loops,
      Transport transport,
      InetSocketAddress address,
      Supplier<ListenerSettings> settings,
      Function<EventLoop, Service> services,
      Admission admission)
      throws IOException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops, loops)
            .channelFactory(transport.server())
            .option(ChannelOption.SO_BACKLOG, 4096)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, SMALL)
            .childOption(
                ChannelOption.RECVBUF_ALLOCATOR,
                new AdaptiveRecvByteBufAllocator(512, 4096, 1 << 18))
            .childHandler(new Initializer(settings, services, admission));
    ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "cannot listen on %s:%d: %s; stop what uses it or choose another with --port"
              .formatted(address.getHostString(), address.getPort(), bound.cause().getMessage()),
          bound.cause());
    }
    return new Listener(bound.channel());
  }

  /** The address that is really bound. */
  public InetSocketAddress address() {
    return (InetSocketAddress) channel.localAddress();
  }

  /** Whether it accepts. */
  public boolean isOpen() {
    return channel.isOpen();
  }

  /** Accepts no more; connections stay. */
  public void close() {
    channel.close().awaitUninterruptibly();
  }

  /** Equips each accepted connection, on its own event loop. */
  private static final class Initializer extends ChannelInitializer<SocketChannel> {
    private final Supplier<ListenerSettings> settings;
    private final Function<EventLoop, Service> services;
    private final Admission admission;

    private Initializer(
        Supplier<ListenerSettings> settings,
        Function<EventLoop, Service> services,
        Admission admission) {
      this.settings = settings;
      this.services = services;
      this.admission = admission;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
      ListenerSettings now = settings.get();
      InetAddress peer = channel.remoteAddress().getAddress();
      boolean off = now.proxyProtocol() == ProxyProtocol.OFF;
      boolean required = now.proxyProtocol() == ProxyProtocol.REQUIRED;
      boolean announces = !off && now.trustedProxies().test(peer);
      if (required && !announces) {
        channel.unsafe().closeForcibly();
      } else if (!admission.enter(channel, now)
          || (!announces && !admission.enter(channel, peer, now))) {
        channel.pipeline().addLast(new TurnedAway(admission));
      } else {
        equip(channel, now, announces);
      }
    }

    private void equip(SocketChannel channel, ListenerSettings now, boolean announces) {
      ChannelPipeline pipeline = channel.pipeline();
      if (announces) {
        pipeline.addLast(new ProxyHeader(now.proxyProtocol() == ProxyProtocol.REQUIRED));
        pipeline.addLast(new PerClient(admission, now));
      }
      pipeline.addLast(new FirstBytes(services.apply(channel.eventLoop()), now));
    }
  }
}
