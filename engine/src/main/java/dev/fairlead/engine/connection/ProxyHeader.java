package dev.fairlead.engine.connection;

import dev.fairlead.engine.loop.Input;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ProtocolDetectionState;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.AddressFamily;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Lets a trusted peer say by a PROXY header (version 1 or 2) whom it speaks for. Where the header
 * is optional, the first bytes tell whether there is one.
 */
final class ProxyHeader extends ChannelInboundHandlerAdapter {
  private final boolean required;
  private final Input input = new Input();

  ProxyHeader(boolean required) {
    this.required = required;
  }

  /** Whom the header names, or null where it names nobody with an address. */
  static @Nullable InetSocketAddress client(HAProxyMessage header) {
    String address = header.sourceAddress();
    // A UNIX path is no address, and asking a resolver for it would block.
    return address == null || header.proxiedProtocol().addressFamily() == AddressFamily.AF_UNIX
        ? null
        : new InetSocketAddress(InetAddress.ofLiteral(address), header.sourcePort());
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    input.add(context.alloc(), (ByteBuf) message);
    ProtocolDetectionState state = HAProxyMessageDecoder.detectProtocol(input.bytes()).state();
    if (state == ProtocolDetectionState.NEEDS_MORE_DATA) {
      return;
    }
    if (state == ProtocolDetectionState.DETECTED) {
      context.pipeline().addAfter(context.name(), null, new HAProxyMessageDecoder(true));
    } else if (required) {
      context.close();
      return;
    }
    ByteBuf bytes = input.bytes().retain();
    context.fireChannelRead(bytes);
    context.pipeline().remove(this);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    input.clear();
  }
}
