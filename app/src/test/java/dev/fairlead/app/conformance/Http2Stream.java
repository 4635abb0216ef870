package dev.fairlead.app.conformance;

import dev.fairlead.testkit.Bodies;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One stream of an {@link Http2Client}. Event loop only, but for {@link #answer()}. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails has lost its stream
final class Http2Stream extends ChannelInboundHandlerAdapter {
  private static final int PIECE = 16 * 1024;

  private final CompletableFuture<Answer> answer = new CompletableFuture<>();
  private final List<Integer> interim = new ArrayList<>();
  private final Map<String, String> trailers = new HashMap<>();
  private final Http1Client.Digested body = new Http1Client.Digested();
  private final Http2Headers head;
  private final @Nullable Upload upload;
  private final InputStream source;
  private boolean begun;
  private boolean sent;
  private int status;

  /** The head is sent as soon as the stream is open, the body, if there is one, after it. */
  Http2Stream(Http2Headers head, @Nullable Upload upload) {
    this.head = head;
    this.upload = upload;
    this.source = Bodies.stream(upload == null ? 0 : upload.size());
  }

  CompletableFuture<Answer> answer() {
    return answer;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof Http2ResetFrame reset) {
      answer.completeExceptionally(new IOException("reset with " + reset.errorCode()));
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    context.writeAndFlush(new DefaultHttp2HeadersFrame(head, upload == null));
    begun = true;
    pump(context);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    pump(context);
  }

  private void pump(ChannelHandlerContext context) {
    Upload current = upload;
    if (current == null || sent || !begun) {
      return;
    }
    try {
      while (context.channel().isWritable() && !sent) {
        piece(context, current);
      }
    } catch (IOException e) {
      answer.completeExceptionally(e);
    }
    context.flush();
  }

  private void piece(ChannelHandlerContext context, Upload current) throws IOException {
    byte[] bytes = source.readNBytes(PIECE);
    // Local, because a write may change the writability and so come back to this method.
    boolean last = bytes.length < PIECE;
    sent = last;
    ByteBuf data = context.alloc().buffer(Math.max(1, bytes.length)).writeBytes(bytes);
    context.write(new DefaultHttp2DataFrame(data, last && !current.trailers()));
    if (last && current.trailers()) {
      trailers(context, current);
    }
  }

  private static void trailers(ChannelHandlerContext context, Upload upload) {
    Http2Headers fields = new DefaultHttp2Headers();
    fields.set("x-digest", Bodies.sha256(upload.size()));
    context.write(new DefaultHttp2HeadersFrame(fields, true));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    switch (message) {
      case Http2HeadersFrame frame -> fields(frame);
      case Http2DataFrame frame -> data(frame);
      default -> ReferenceCountUtil.release(message);
    }
  }

  private void fields(Http2HeadersFrame frame) {
    CharSequence code = frame.headers().status();
    if (code == null) {
      frame
          .headers()
          .forEach(field -> trailers.put(field.getKey().toString(), field.getValue().toString()));
    } else if (code.charAt(0) == '1') {
      interim.add(Integer.parseInt(code.toString()));
    } else {
      status = Integer.parseInt(code.toString());
    }
    end(frame.isEndStream());
  }

  private void data(Http2DataFrame frame) {
    byte[] bytes = new byte[frame.content().readableBytes()];
    frame.content().readBytes(bytes);
    body.add(bytes, bytes.length);
    frame.release();
    end(frame.isEndStream());
  }

  private void end(boolean last) {
    if (last) {
      answer.complete(new Answer(status, interim, body.count, body.hex(), trailers));
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    answer.completeExceptionally(new IOException("the stream ended early"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    answer.completeExceptionally(cause);
  }
}
