package dev.fairlead.engine.loop;

import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringDatagramChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;

/**
 * One way of talking to the kernel, all of a piece.
 *
 * @param name {@code io_uring}, {@code epoll} or {@code nio}
 */
public record Transport(
    String name,
    IoHandlerFactory loops,
    ChannelFactory<? extends ServerChannel> server,
    ChannelFactory<? extends SocketChannel> stream,
    ChannelFactory<? extends DatagramChannel> datagram) {
  /** Which transport to use. */
  public enum Choice {
    AUTO,
    /** Only for who asks: with Netty 4.2.18, half-closed tunnels under load may stall or be cut. */
    IO_URING,
    EPOLL,
    NIO
  }

  /**
   * The transport of that choice; {@code AUTO} takes epoll where there is one, else NIO.
   *
   * @throws IllegalStateException if this machine does not have the one that was asked for
   */
  public static Transport of(Choice choice) {
    return switch (choice) {
      case AUTO -> Epoll.isAvailable() ? epoll() : nio();
      case IO_URING -> {
        require(IoUring.isAvailable(), "io_uring", IoUring.unavailabilityCause());
        yield ioUring();
      }
      case EPOLL -> {
        require(Epoll.isAvailable(), "epoll", Epoll.unavailabilityCause());
        yield epoll();
      }
      case NIO -> nio();
    };
  }

  private static void require(boolean available, String name, Throwable cause) {
    if (!available) {
      throw new IllegalStateException(
          name + " is not available on this machine; set server.transport to auto", cause);
    }
  }

  private static Transport ioUring() {
    return new Transport(
        "io_uring",
        IoUringIoHandler.newFactory(),
        IoUringServerSocketChannel::new,
        IoUringSocketChannel::new,
        IoUringDatagramChannel::new);
  }

  private static Transport epoll() {
    return new Transport(
        "epoll",
        LastingEpoll.newFactory(),
        EpollServerSocketChannel::new,
        EpollSocketChannel::new,
        EpollDatagramChannel::new);
  }

  private static Transport nio() {
    return new Transport(
        "nio",
        NioIoHandler.newFactory(),
        NioServerSocketChannel::new,
        NioSocketChannel::new,
        NioDatagramChannel::new);
  }
}
