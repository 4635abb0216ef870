package dev.fairlead.engine.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;

/**
 * Counts a connection for the client that a PROXY header names. A load balancer brings the
 * connections of all its clients from one address, so who is there shows only behind the header.
 */
final class PerClient extends ChannelInboundHandlerAdapter {
  private final Admission admission;
  private final ListenerSettings limits;

  PerClient(Admission admission, ListenerSettings limits) {
    this.admission = admission;
    this.limits = limits;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    InetSocketAddress client =
        message instanceof HAProxyMessage header ? ProxyHeader.client(header) : null;
    if (client == null) {
      client = (InetSocketAddress) context.channel().remoteAddress();
    }
    if (admission.enter(context.channel(), client.getAddress(), limits)) {
      context.fireChannelRead(message);
      context.pipeline().remove(this);
    } else {
      ReferenceCountUtil.release(message);
      context.pipeline().replace(this, null, new TurnedAway(admission));
    }
  }
}
