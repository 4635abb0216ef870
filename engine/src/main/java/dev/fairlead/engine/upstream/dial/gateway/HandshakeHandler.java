package dev.fairlead.engine.upstream.dial.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Runs a handshake on a connected channel. Tells the handlers behind it the outcome as a {@link
 * Handshake.Progress} user event; when the tunnel is open it leaves, handing on the bytes that
 * already belong to the tunnel.
 */
public final class HandshakeHandler extends ByteToMessageDecoder {
  private final Handshake handshake;

  public HandshakeHandler(Handshake handshake) {
    this.handshake = handshake;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    ByteBuf out = ctx.alloc().buffer();
    handshake.start(out);
    var _ = ctx.writeAndFlush(out);
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> unused) {
    ByteBuf out = ctx.alloc().buffer();
    Handshake.Progress progress = handshake.read(in, out);
    if (out.isReadable()) {
      var _ = ctx.writeAndFlush(out);
    } else {
      out.release();
    }
    switch (progress) {
      case Handshake.Progress.More _ -> {}
      case Handshake.Progress.Open open -> leave(ctx, open);
      case Handshake.Progress.Refused refused -> {
        in.skipBytes(in.readableBytes());
        ctx.fireUserEventTriggered(refused);
      }
    }
  }

  private void leave(ChannelHandlerContext ctx, Handshake.Progress.Open open) {
    ctx.fireUserEventTriggered(open);
    if (!ctx.isRemoved()) {
      ctx.pipeline().remove(this);
    }
  }
}
