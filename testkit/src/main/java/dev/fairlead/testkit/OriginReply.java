package dev.fairlead.testkit;

import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_TYPE;
import static io.netty.handler.codec.http.HttpResponseStatus.OK;
import static io.netty.handler.codec.http.HttpVersion.HTTP_1_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpChunkedInput;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.stream.ChunkedStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the {@link HttpOrigin} answers at each of its paths. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails has lost its connection
final class OriginReply {
  private static final ByteBuf TICK =
      Unpooled.unreleasableBuffer(Unpooled.copiedBuffer("tick\n", UTF_8));
  private static final int CHUNK = 16 * 1024;

  private OriginReply() {}

  static void answer(ChannelHandlerContext context, HttpRequest request, SeenRequest seen) {
    var query = new QueryStringDecoder(request.uri());
    String[] path = query.path().split("/", 3);
    String kind = path.length > 1 ? path[1] : "";
    String number = path.length > 2 ? path[2] : "0";
    switch (kind) {
      case "bytes" -> bytes(context, request, Long.parseLong(number), query);
      case "slow" -> slow(context, request, Integer.parseInt(number), query);
      case "status" -> whole(context, request, Integer.parseInt(number), seen.json());
      case "early" -> early(context, request, seen);
      case "ws" -> WebSocketEcho.upgrade(context, request);
      default -> whole(context, request, 200, seen.json());
    }
  }

  /** Starts to send the request's body back. */
  static void mirror(ChannelHandlerContext context, HttpRequest request) {
    var head = new DefaultHttpResponse(HTTP_1_1, OK);
    long length = HttpUtil.getContentLength(request, -1L);
    if (length >= 0) HttpUtil.setContentLength(head, length);
    else HttpUtil.setTransferEncodingChunked(head, true);
    context.writeAndFlush(head);
  }

  static void endMirror(ChannelHandlerContext context, LastHttpContent last) {
    var end = new DefaultLastHttpContent(last.content().retain());
    end.trailingHeaders().add(last.trailingHeaders());
    context.writeAndFlush(end);
  }

  private static void whole(
      ChannelHandlerContext context, HttpRequest request, int status, String text) {
    var code = HttpResponseStatus.valueOf(status);
    boolean bodiless = status == 204 || status == 304;
    ByteBuf body = bodiless ? Unpooled.EMPTY_BUFFER : Unpooled.copiedBuffer(text, UTF_8);
    var response = new DefaultFullHttpResponse(HTTP_1_1, code, body);
    if (!bodiless) HttpUtil.setContentLength(response, body.readableBytes());
    response.headers().set(CONTENT_TYPE, "application/json");
    finish(context, request, response, response);
  }

  private static void early(ChannelHandlerContext context, HttpRequest request, SeenRequest seen) {
    var hints = new DefaultFullHttpResponse(HTTP_1_1, HttpResponseStatus.EARLY_HINTS);
    hints.headers().set("link", "</style.css>; rel=preload");
    context.writeAndFlush(hints);
    whole(context, request, 200, seen.json());
  }

  private static void bytes(
      ChannelHandlerContext context, HttpRequest request, long size, QueryStringDecoder query) {
    Map<String, ?> options = query.parameters();
    boolean trailers = options.containsKey("trailers");
    var head = new DefaultHttpResponse(HTTP_1_1, OK);
    head.headers().set(CONTENT_TYPE, "application/octet-stream");
    if (options.containsKey("close")) head.headers().set("connection", "close");
    if (trailers) head.headers().set("trailer", "x-digest");
    boolean chunked = trailers || options.containsKey("chunked");
    if (chunked) HttpUtil.setTransferEncodingChunked(head, true);
    else HttpUtil.setContentLength(head, size);
    context.write(head);
    if (request.method().equals(HttpMethod.HEAD)) {
      finish(context, request, head, LastHttpContent.EMPTY_LAST_CONTENT);
      return;
    }
    var end = new DefaultLastHttpContent();
    if (trailers) end.trailingHeaders().set("x-digest", Bodies.sha256(size));
    var body = new HttpChunkedInput(new ChunkedStream(Bodies.stream(size), CHUNK), end);
    finish(context, request, head, body);
  }

  private static void slow(
      ChannelHandlerContext context, HttpRequest request, int count, QueryStringDecoder query) {
    var pause = query.parameters().getOrDefault("ms", List.of("100")).getFirst();
    var head = new DefaultHttpResponse(HTTP_1_1, OK);
    HttpUtil.setTransferEncodingChunked(head, true);
    context.writeAndFlush(head);
    tick(context, request, head, count, Long.parseLong(pause));
  }

  private static void tick(
      ChannelHandlerContext context, HttpRequest request, HttpResponse head, int left, long pause) {
    if (left == 0) {
      finish(context, request, head, new DefaultLastHttpContent());
      return;
    }
    if (!context.channel().isActive()) return;
    context.writeAndFlush(new DefaultHttpContent(TICK.duplicate()));
    context
        .executor()
        .schedule(
            () -> tick(context, request, head, left - 1, pause), pause, TimeUnit.MILLISECONDS);
  }

  private static void finish(
      ChannelHandlerContext context, HttpRequest request, HttpResponse head, Object last) {
    boolean asked = head.headers().containsValue("connection", "close", true);
    boolean keep = HttpUtil.isKeepAlive(request) && !asked;
    if (!keep) head.headers().set("connection", "close");
    var written = context.writeAndFlush(last);
    if (!keep) written.addListener(ChannelFutureListener.CLOSE);
  }
}
