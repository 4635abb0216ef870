package dev.fairlead.engine.upstream.dial.socket;

import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;

/** Begins one TCP connection. */
public interface Connector {
  /**
   * Connects on the loop.
   *
   * @param timeoutMillis after which the attempt fails by itself
   */
  ChannelFuture connect(EventLoop loop, InetSocketAddress address, int timeoutMillis);
}
