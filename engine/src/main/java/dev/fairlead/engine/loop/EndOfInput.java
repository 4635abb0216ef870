package dev.fairlead.engine.loop;

import io.netty.channel.Channel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;

/** How a connection says that its peer sends no more. Event loop only. */
public final class EndOfInput {
  private EndOfInput() {}

  /**
   * Whether the event says so: the half-close of TCP, or TLS's close_notify. Netty fires the event
   * of the latter also when it is we who close.
   */
  public static boolean isToldBy(Object event, Channel channel) {
    if (event instanceof SslCloseCompletionEvent closed && closed.isSuccess()) {
      return isBelievable(channel);
    }
    return event instanceof ChannelInputShutdownEvent;
  }

  /**
   * Whether an end that was told can be believed. Anybody on the way can end a TCP connection, so
   * within TLS only close_notify says that nothing was cut off (RFC 9112 §9.8, RFC 8446 §6.1).
   */
  public static boolean isBelievable(Channel channel) {
    SslHandler tls = Tls.of(channel);
    return tls == null || (tls.sslCloseFuture().isSuccess() && tls.engine().isInboundDone());
  }
}
