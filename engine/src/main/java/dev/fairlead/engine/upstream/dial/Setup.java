package dev.fairlead.engine.upstream.dial;

import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Failure.Kind;
import dev.fairlead.engine.upstream.dial.gateway.Handshake.Progress;
import dev.fairlead.engine.upstream.dial.gateway.HandshakeHandler;
import dev.fairlead.engine.upstream.dial.tls.TlsFailures;
import dev.fairlead.engine.upstream.dial.tls.UpstreamTls;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lays the layers upon a connected channel, one after the other, each behind the last; then leaves.
 * It is the end of the pipeline until then, so it hears how each of them fares. Both kinds of layer
 * say that they are ready before they hand on a byte, which is why none can be lost.
 */
final class Setup extends ChannelInboundHandlerAdapter {
  /** Hears how it ended, once. */
  interface Finish {
    /** All layers are in place and this handler is gone. */
    void ready(String protocol, long tlsNanos, long tunnelNanos);

    /** A layer failed; the channel is still open. */
    void failed(Failure failure, boolean gatewayOnly);
  }

  private final UpstreamTls tls;
  private final Deque<Layer> waiting;
  private final Finish finish;
  private @Nullable Layer layer;
  private @Nullable SslHandler origin;
  private long layerBegan;
  private long tlsNanos;
  private long tunnelNanos;
  private boolean over;

  Setup(UpstreamTls tls, List<Layer> layers, Finish finish) {
    this.tls = tls;
    this.waiting = new ArrayDeque<>(layers);
    this.finish = finish;
  }

  /** What is being waited for; null before the first and after the last layer. */
  @Nullable Layer current() {
    return layer;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    advance(ctx);
  }

  private void advance(ChannelHandlerContext ctx) {
    layerBegan = System.nanoTime();
    layer = waiting.poll();
    switch (layer) {
      case null -> {
        over = true;
        ctx.pipeline().remove(this);
        finish.ready(protocol(), tlsNanos, tunnelNanos);
      }
      case Layer.Secure secure when !UpstreamTls.canVerify(secure.host()) ->
          fail(
              new Failure(
                  Kind.TLS_CERTIFICATE,
                  secure.host() + " is no proper host name; no certificate can prove it"));
      case Layer.Secure secure -> {
        SslHandler handler =
            tls.handler(ctx.alloc(), secure.host(), secure.port(), secure.offerHttp2());
        origin = secure.gatewayOnly() ? null : handler;
        ctx.pipeline().addBefore(ctx.name(), null, handler);
        ctx.read();
      }
      case Layer.Tunnel tunnel -> {
        HandshakeHandler handler = new HandshakeHandler(tunnel.handshake());
        ctx.pipeline().addBefore(ctx.name(), null, handler);
        ctx.read();
      }
    }
  }

  private String protocol() {
    String chosen = origin == null ? null : origin.applicationProtocol();
    return chosen == null ? "" : chosen;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (over) {
      return;
    }
    long spent = System.nanoTime() - layerBegan;
    switch (event) {
      case SslHandshakeCompletionEvent handshake when handshake.isSuccess() -> {
        tlsNanos += spent;
        advance(ctx);
      }
      case SslHandshakeCompletionEvent handshake -> failed(handshake.cause());
      case Progress.Open _ -> {
        tunnelNanos += spent;
        advance(ctx);
      }
      case Progress.Refused refused -> fail(refused.failure());
      case ChannelInputShutdownEvent _ -> closed();
      default -> {}
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (!over) {
      ctx.read();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    closed();
  }

  /** Before its time only if {@code handlerAdded} threw. */
  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    fail(new Failure(Kind.INTERNAL, "the connection could not be set up; the log says why"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    failed(cause);
  }

  private void failed(Throwable cause) {
    if (layer instanceof Layer.Secure secure) {
      fail(TlsFailures.of(cause, secure.who()));
    } else {
      closed();
    }
  }

  private void closed() {
    Layer lost = layer;
    if (lost != null) {
      String during = lost instanceof Layer.Secure ? "the TLS handshake" : "opening the tunnel";
      fail(
          new Failure(
              Kind.CONNECTION_BROKEN, lost.who() + " closed the connection during " + during));
    }
  }

  private void fail(Failure failure) {
    Layer lost = layer;
    if (!over && lost != null) {
      over = true;
      finish.failed(failure, lost.gatewayOnly());
    }
  }
}
