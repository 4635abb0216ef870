package dev.fairlead.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.stream.ChunkedWriteHandler;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Finds out which HTTP version a connection speaks and lays the same echo over both. */
final class OriginPipeline extends ChannelInitializer<SocketChannel> {
  private static final int MAX_HEAD = 1 << 20;
  private static final long MAX_STREAMS = 1000;
  private static final int WINDOW = 1 << 20;

  private final @Nullable SslContext tls;
  private final ChannelGroup open;
  private final List<SeenRequest> seen;
  private final AtomicInteger accepted = new AtomicInteger();

  OriginPipeline(@Nullable SslContext tls, ChannelGroup open, List<SeenRequest> seen) {
    this.tls = tls;
    this.open = open;
    this.seen = seen;
  }

  int accepted() {
    return accepted.get();
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    int index = accepted.getAndIncrement();
    open.add(channel);
    if (tls != null) channel.pipeline().addLast(tls.newHandler(channel.alloc()));
    channel.pipeline().addLast(new FirstBytes(index));
  }

  /** The HTTP/2 preface starts with PRI, which is no method of HTTP/1. */
  private final class FirstBytes extends ByteToMessageDecoder {
    private final int index;

    FirstBytes(int index) {
      this.index = index;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
      if (in.readableBytes() < 3) return;
      boolean http2 = in.getMedium(in.readerIndex()) == ('P' << 16 | 'R' << 8 | 'I');
      if (http2) http2(context.pipeline(), index);
      else http1(context.pipeline(), index);
      context.pipeline().remove(this);
    }
  }

  private void http1(ChannelPipeline pipeline, int index) {
    var config =
        new HttpDecoderConfig().setMaxInitialLineLength(MAX_HEAD).setMaxHeaderSize(MAX_HEAD);
    pipeline.addLast(
        new HttpServerCodec(config),
        new ChunkedWriteHandler(),
        new OriginHandler(index, false, seen));
  }

  private void http2(ChannelPipeline pipeline, int index) {
    var settings =
        Http2Settings.defaultSettings()
            .maxConcurrentStreams(MAX_STREAMS)
            .initialWindowSize(WINDOW)
            .maxHeaderListSize(MAX_HEAD);
    pipeline.addLast(
        Http2FrameCodecBuilder.forServer().initialSettings(settings).build(),
        new Http2MultiplexHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel stream) {
                stream
                    .pipeline()
                    .addLast(
                        new Http2StreamFrameToHttpObjectCodec(true),
                        new ChunkedWriteHandler(),
                        new OriginHandler(index, true, seen));
              }
            }));
  }
}
