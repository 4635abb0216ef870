package dev.fairlead.engine.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameReader;
import org.jspecify.annotations.Nullable;

/** A frame reader that shows each frame to a {@link FrameGuard} before the decoder sees it. */
final class GuardedReader implements Http2FrameReader {
  private final Http2FrameReader reader;
  private final Http2Connection connection;
  private final StreamHistory history;
  private final Toll toll;
  private @Nullable Http2FrameListener guarded;
  private @Nullable FrameGuard guard;

  GuardedReader(Http2FrameReader reader, Http2Connection connection, Toll toll) {
    this.reader = reader;
    this.connection = connection;
    this.history = new StreamHistory(connection);
    this.toll = toll;
  }

  @Override
  public void readFrame(ChannelHandlerContext ctx, ByteBuf input, Http2FrameListener listener)
      throws Http2Exception {
    FrameGuard current = guard;
    if (current == null || !listener.equals(guarded)) {
      current = new FrameGuard(listener, connection, history, toll);
      guard = current;
      guarded = listener;
    }
    reader.readFrame(ctx, input, current);
  }

  @Override
  public Configuration configuration() {
    return reader.configuration();
  }

  @Override
  public void close() {
    reader.close();
  }
}
