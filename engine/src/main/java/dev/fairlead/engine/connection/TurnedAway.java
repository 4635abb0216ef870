package dev.fairlead.engine.connection;

import dev.fairlead.engine.loop.EndOfInput;
import dev.fairlead.engine.loop.HalfClose;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Tells a client that there is no room for it. To close at once would not do: a close while bytes
 * of the client are unread is a reset, which may overtake the answer. So our half is closed first,
 * and what comes is thrown away until the client ends too, or for a short while and not much of it.
 */
final class TurnedAway extends ChannelInboundHandlerAdapter {
  private static final int MOST_BYTES = 256 * 1024;
  private static final long MOST_MILLIS = 1000;
  private static final byte[] FULL =
      """
      HTTP/1.1 503 Service Unavailable\r
      Retry-After: 1\r
      Content-Length: 0\r
      Connection: close\r
      \r
      """
          .getBytes(StandardCharsets.US_ASCII);

  private final Admission admission;
  private int thrownAway;

  /** Lets nothing pass to the handlers behind it. */
  TurnedAway(Admission admission) {
    this.admission = admission;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    Channel channel = context.channel();
    ChannelFuture told = channel.writeAndFlush(Unpooled.wrappedBuffer(FULL));
    if (!admission.mayLinger(channel)) {
      told.addListener(ChannelFutureListener.CLOSE);
      return;
    }
    HalfClose.whenSent(channel);
    Future<?> late =
        channel.eventLoop().schedule(() -> close(channel), MOST_MILLIS, TimeUnit.MILLISECONDS);
    channel.closeFuture().addListener(_ -> late.cancel(false));
  }

  private static void close(Channel channel) {
    channel.close();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof ByteBuf bytes) {
      thrownAway += bytes.readableBytes();
    }
    ReferenceCountUtil.release(message);
    if (thrownAway > MOST_BYTES) {
      context.close();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (EndOfInput.isToldBy(event, context.channel())) {
      context.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
