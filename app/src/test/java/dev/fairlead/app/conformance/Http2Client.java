package dev.fairlead.app.conformance;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;

/** HTTP/2 by prior knowledge; Netty's codec is the independent end. */
final class Http2Client implements BodyClient {
  private static final int WINDOW = 1 << 20;
  private static final int PATIENCE_MINUTES = 5;

  private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final String authority;
  private final Channel connection;

  Http2Client(int port) {
    this.authority = "127.0.0.1:" + port;
    var codec =
        Http2FrameCodecBuilder.forClient()
            .initialSettings(Http2Settings.defaultSettings().initialWindowSize(WINDOW))
            .build();
    var multiplex = new Http2MultiplexHandler(new ChannelInboundHandlerAdapter());
    this.connection =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .handler(new Handlers(codec, multiplex))
            .connect(InetAddress.getLoopbackAddress(), port)
            .syncUninterruptibly()
            .channel();
  }

  @Override
  public Answer get(String method, String path) throws Exception {
    return run(new Http2Stream(head(method, path), null));
  }

  @Override
  public Answer post(String path, Upload upload) throws Exception {
    Http2Headers head = head("POST", path);
    if (upload.sized()) {
      head.setLong("content-length", upload.size());
    }
    if (upload.trailers()) {
      head.set("te", "trailers").set("trailer", "x-digest");
    }
    return run(new Http2Stream(head, upload));
  }

  private Answer run(Http2Stream stream) throws Exception {
    new Http2StreamChannelBootstrap(connection).handler(stream).open().sync();
    return stream.answer().get(PATIENCE_MINUTES, TimeUnit.MINUTES);
  }

  private Http2Headers head(String method, String path) {
    return new DefaultHttp2Headers().method(method).scheme("http").authority(authority).path(path);
  }

  @Override
  public void close() {
    connection.close().syncUninterruptibly();
    loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
