package dev.fairlead.engine.http2;

import static io.netty.handler.codec.http2.Http2Error.ENHANCE_YOUR_CALM;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DecoratingHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2LifecycleManager;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the answers to control frames that wait for a peer which sends and does not read. Those
 * are under no flow control, so nothing else would.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty hears of failed writes itself.
final class BoundedEncoder extends DecoratingHttp2ConnectionEncoder {
  /** Answers that may wait. */
  private static final int MOST = 1000;

  private final ChannelFutureListener written = future -> this.waiting--;
  private int waiting;
  private boolean over;
  private @Nullable Http2LifecycleManager lifecycle;

  BoundedEncoder(Http2ConnectionEncoder encoder) {
    super(encoder);
  }

  @Override
  public void lifecycleManager(Http2LifecycleManager manager) {
    lifecycle = manager;
    super.lifecycleManager(manager);
  }

  @Override
  public ChannelFuture writeSettingsAck(ChannelHandlerContext ctx, ChannelPromise promise) {
    return admit(ctx, promise) ? super.writeSettingsAck(ctx, counted(promise)) : promise;
  }

  @Override
  public ChannelFuture writePing(
      ChannelHandlerContext ctx, boolean ack, long data, ChannelPromise promise) {
    if (!ack) {
      return super.writePing(ctx, false, data, promise);
    }
    return admit(ctx, promise) ? super.writePing(ctx, true, data, counted(promise)) : promise;
  }

  @Override
  public ChannelFuture writeRstStream(
      ChannelHandlerContext ctx, int streamId, long errorCode, ChannelPromise promise) {
    return admit(ctx, promise)
        ? super.writeRstStream(ctx, streamId, errorCode, counted(promise))
        : promise;
  }

  private boolean admit(ChannelHandlerContext ctx, ChannelPromise promise) {
    if (!over && waiting >= MOST) {
      ctx.flush();
    }
    if (!over && waiting >= MOST) {
      over = true;
      Http2Exception calm =
          Http2Exception.connectionError(
              ENHANCE_YOUR_CALM, "%d answers to control frames are unread", MOST);
      if (lifecycle != null) {
        lifecycle.onError(ctx, true, calm);
      }
      ctx.close();
    }
    if (over) {
      promise.tryFailure(new IllegalStateException("the peer does not read"));
    }
    return !over;
  }

  private ChannelPromise counted(ChannelPromise promise) {
    waiting++;
    return promise.unvoid().addListener(written);
  }
}
