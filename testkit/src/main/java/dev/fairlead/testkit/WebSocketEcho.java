package dev.fairlead.testkit;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;

/** Sends every WebSocket frame back (RFC 6455), answers pings and the closing handshake. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails has lost its connection
final class WebSocketEcho extends SimpleChannelInboundHandler<WebSocketFrame> {
  private static final int MAX_FRAME = 1 << 24;
  private final WebSocketServerHandshaker handshaker;

  private WebSocketEcho(WebSocketServerHandshaker handshaker) {
    this.handshaker = handshaker;
  }

  static void upgrade(ChannelHandlerContext context, HttpRequest request) {
    var factory = new WebSocketServerHandshakerFactory("ws://origin/ws", null, true, MAX_FRAME);
    WebSocketServerHandshaker handshaker = factory.newHandshaker(request);
    if (handshaker == null) {
      WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(context.channel());
      return;
    }
    context.pipeline().replace(context.handler(), "echo", new WebSocketEcho(handshaker));
    handshaker.handshake(context.channel(), whole(request));
  }

  /** The handshaker would wait for the request's end, which has been read already. */
  private static FullHttpRequest whole(HttpRequest head) {
    var request =
        new DefaultFullHttpRequest(
            head.protocolVersion(), head.method(), head.uri(), Unpooled.EMPTY_BUFFER);
    request.headers().set(head.headers());
    return request;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
    switch (frame) {
      case CloseWebSocketFrame close -> handshaker.close(context.channel(), close.retain());
      case PingWebSocketFrame ping ->
          context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
      case PongWebSocketFrame _ -> {}
      default -> context.writeAndFlush(frame.retain());
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
