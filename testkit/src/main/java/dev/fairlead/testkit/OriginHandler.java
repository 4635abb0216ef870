package dev.fairlead.testkit;

import static io.netty.handler.codec.http.HttpResponseStatus.CONTINUE;
import static io.netty.handler.codec.http.HttpResponseStatus.EXPECTATION_FAILED;
import static io.netty.handler.codec.http.HttpVersion.HTTP_1_1;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Digests one request after the other and lets {@link OriginReply} answer. Event loop only. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails has lost its connection
final class OriginHandler extends SimpleChannelInboundHandler<HttpObject> {
  private final int connection;
  private final boolean http2;
  private final List<SeenRequest> seen;
  private final MessageDigest digest = Bodies.newSha256();
  private @Nullable HttpRequest request;
  private long bodyBytes;

  OriginHandler(int connection, boolean http2, List<SeenRequest> seen) {
    this.connection = connection;
    this.http2 = http2;
    this.seen = seen;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
    if (message.decoderResult().isFailure()) {
      context.close();
      return;
    }
    if (message instanceof HttpRequest head) begin(context, head);
    HttpRequest current = request;
    if (current == null || !(message instanceof HttpContent content)) return;
    piece(context, current, content);
    if (content instanceof LastHttpContent last) end(context, current, last);
  }

  private void begin(ChannelHandlerContext context, HttpRequest head) {
    request = head;
    bodyBytes = 0;
    digest.reset();
    if (HttpUtil.is100ContinueExpected(head)) {
      boolean refused = head.uri().startsWith("/refuse");
      interim(context, refused ? EXPECTATION_FAILED : CONTINUE);
      if (refused) request = null;
    } else if (head.uri().startsWith("/mirror")) {
      OriginReply.mirror(context, head);
    }
  }

  private static void interim(ChannelHandlerContext context, HttpResponseStatus status) {
    var response = new DefaultFullHttpResponse(HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
    if (status.code() >= 200) HttpUtil.setContentLength(response, 0);
    context.writeAndFlush(response);
  }

  private void piece(ChannelHandlerContext context, HttpRequest head, HttpContent content) {
    bodyBytes += content.content().readableBytes();
    digest.update(content.content().nioBuffer());
    if (!head.uri().startsWith("/mirror") || content instanceof LastHttpContent) return;
    context.writeAndFlush(new DefaultHttpContent(content.content().retain()));
  }

  private void end(ChannelHandlerContext context, HttpRequest head, LastHttpContent last) {
    request = null;
    var done =
        new SeenRequest(
            http2 ? "HTTP/2" : head.protocolVersion().text(),
            connection,
            head.method().name(),
            head.uri(),
            fields(head.headers()),
            bodyBytes,
            Bodies.hex(digest.digest()),
            fields(last.trailingHeaders()));
    seen.add(done);
    if (head.uri().startsWith("/mirror")) OriginReply.endMirror(context, last);
    else OriginReply.answer(context, head, done);
  }

  private static List<Field> fields(HttpHeaders headers) {
    var fields = new ArrayList<Field>();
    for (var header : headers) {
      // Netty tells stream and scheme by fields that were never on the wire.
      if (header.getKey().startsWith("x-http2-")) continue;
      fields.add(new Field(header.getKey(), header.getValue()));
    }
    return List.copyOf(fields);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    context.channel().config().setAutoRead(context.channel().isWritable());
    context.fireChannelWritabilityChanged();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
