package dev.fairlead.engine.upstream.dial.socket;

import io.netty.channel.ChannelFactory;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/**
 * The kinds of channel that fit the event loops in use: NIO, epoll, io_uring or kqueue.
 *
 * @param stream makes TCP clients
 * @param datagram makes UDP sockets, for DNS
 */
public record Transport(
    ChannelFactory<? extends SocketChannel> stream,
    ChannelFactory<? extends DatagramChannel> datagram) {
  /** For loops of an NIO group. */
  public static Transport nio() {
    return new Transport(NioSocketChannel::new, NioDatagramChannel::new);
  }
}
