package dev.fairlead.engine.upstream.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.connection.http2.Http2ClientConnection;
import dev.fairlead.engine.connection.http2.Http2Timeouts;
import dev.fairlead.engine.exchange.ClientEvents;
import dev.fairlead.engine.exchange.ClientStream;
import dev.fairlead.engine.exchange.UpstreamEvents;
import dev.fairlead.engine.exchange.UpstreamFacts;
import dev.fairlead.engine.exchange.UpstreamStream;
import dev.fairlead.engine.http2.Http2Limits;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.ResponseHead;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Our upstream side against our client side: what one sends in pieces the other gets whole. */
class LoopbackTest {
  private static final long LENGTH = 8 << 20;
  private static final int PIECE = 50_000;

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final CompletableFuture<Long> received = new CompletableFuture<>();

  @AfterEach
  void stop() {
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @Test
  void bodyFlowsBothWaysUnderBackPressure() throws Exception {
    Channel listener = listen();
    Http2UpstreamConnection connection = dial(listener.localAddress());
    loops.next().execute(() -> new Sender(connection, received).start());

    assertThat(received.get(30, TimeUnit.SECONDS)).isEqualTo(LENGTH);
    listener.close().syncUninterruptibly();
  }

  private Channel listen() {
    return new ServerBootstrap()
        .group(loops)
        .channel(NioServerSocketChannel.class)
        .childHandler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                channel
                    .pipeline()
                    .addLast(
                        new Http2ClientConnection(
                            (head, stream) -> new Mirror(stream),
                            Http2Limits.CLIENTS,
                            Http2Timeouts.DEFAULT));
              }
            })
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .syncUninterruptibly()
        .channel();
  }

  private Http2UpstreamConnection dial(SocketAddress address) {
    Http2UpstreamConnection connection =
        new Http2UpstreamConnection(
            Origin.ENDPOINT, new Nobody(), Http2Limits.UPSTREAMS, Duration.ofSeconds(10));
    new Bootstrap()
        .group(loops)
        .channel(NioSocketChannel.class)
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(connection);
              }
            })
        .connect(address)
        .syncUninterruptibly();
    return connection;
  }

  /** Sends back what comes, and takes no more while it cannot. */
  private static final class Mirror implements ClientEvents {
    private final ClientStream stream;

    Mirror(ClientStream stream) {
      this.stream = stream;
      stream.respond(new ResponseHead(200, "", HttpVersion.HTTP_2, new Headers(), Body.UNKNOWN));
    }

    @Override
    public void body(ByteBuf chunk) {
      stream.write(chunk);
      stream.reading(stream.writable());
    }

    @Override
    public void bodyEnd(@Nullable Headers trailers) {
      stream.finish(trailers);
      stream.flush();
    }

    @Override
    public void clientReadComplete() {
      stream.flush();
    }

    @Override
    public void clientWritable() {
      stream.reading(true);
    }

    @Override
    public void clientFailed(Failure failure) {}

    @Override
    public void tick(long nanos) {}
  }

  /** Sends pieces while it may and counts what comes back. */
  private static final class Sender implements UpstreamEvents {
    private final CompletableFuture<Long> received;
    private final UpstreamStream stream;
    private long left = LENGTH;
    private long count;
    private boolean wrong;

    Sender(Http2UpstreamConnection connection, CompletableFuture<Long> received) {
      this.received = received;
      this.stream = connection.open(this);
    }

    void start() {
      stream.send(Origin.request(Method.POST, LENGTH, "Content-Length", String.valueOf(LENGTH)));
      upstreamWritable();
    }

    @Override
    public void upstreamWritable() {
      while (left > 0 && stream.writable()) {
        int length = (int) Math.min(PIECE, left);
        ByteBuf piece = Unpooled.buffer(length);
        for (int i = 0; i < length; i++) {
          piece.writeByte((int) ((LENGTH - left + i) % 251));
        }
        left -= length;
        stream.write(piece);
        if (left == 0) {
          stream.finish(null);
        }
      }
      stream.flush();
    }

    @Override
    public void chunk(ByteBuf chunk) {
      for (byte b : ByteBufUtil.getBytes(chunk)) {
        wrong |= Byte.toUnsignedInt(b) != count++ % 251;
      }
      chunk.release();
    }

    @Override
    public void end(@Nullable Headers trailers) {
      received.complete(wrong ? -1 : count);
    }

    @Override
    public void upstreamFailed(Failure failure, boolean unprocessed) {
      received.completeExceptionally(new AssertionError(failure.message()));
    }

    @Override
    public void connected(UpstreamStream stream, UpstreamFacts facts) {}

    @Override
    public void interim(ResponseHead head) {}

    @Override
    public void response(ResponseHead head) {}

    @Override
    public void upstreamReadComplete() {}
  }

  private static final class Nobody implements Http2UpstreamConnection.Owner {
    @Override
    public void freed(Http2UpstreamConnection connection) {}

    @Override
    public void idle(Http2UpstreamConnection connection) {}

    @Override
    public void closed(Http2UpstreamConnection connection) {}
  }
}
