package dev.fairlead.engine.http2;

import static io.netty.handler.codec.http2.Http2Error.PROTOCOL_ERROR;
import static io.netty.handler.codec.http2.Http2Error.REFUSED_STREAM;
import static io.netty.handler.codec.http2.Http2Error.STREAM_CLOSED;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * Stands between the frame reader and Netty's decoder: refuses what the decoder lets pass or judges
 * differently from RFC 9113 §5.1, and takes the toll. Field sections have been decoded by then, so
 * that dropping a frame keeps the compression state whole.
 */
final class FrameGuard extends Http2FrameListenerDecorator {
  private static final int SETTINGS_COST = 8;
  private static final int EMPTY_DATA_COST = 8;
  private static final int SMALL_INCREMENT = 1024;

  private final Http2Connection connection;
  private final StreamHistory history;
  private final Toll toll;

  FrameGuard(
      Http2FrameListener next, Http2Connection connection, StreamHistory history, Toll toll) {
    super(next);
    this.connection = connection;
    this.history = history;
    this.toll = toll;
  }

  @Override
  public int onDataRead(
      ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean end)
      throws Http2Exception {
    if (data.isReadable()) {
      toll.data();
    } else if (!end) {
      toll.control(EMPTY_DATA_COST);
    }
    if (connection.stream(streamId) == null && history.wasResetByUs(streamId)) {
      connection.local().flowController().receiveFlowControlledFrame(null, data, padding, end);
      return data.readableBytes() + padding;
    }
    return super.onDataRead(ctx, streamId, data, padding, end);
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx, int streamId, Http2Headers headers, int padding, boolean end)
      throws Http2Exception {
    if (mayPass(streamId)) {
      super.onHeadersRead(ctx, streamId, headers, padding, end);
    }
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx,
      int streamId,
      Http2Headers headers,
      int dependency,
      short weight,
      boolean exclusive,
      int padding,
      boolean end)
      throws Http2Exception {
    if (mayPass(streamId)) {
      // Without the priority, which is not used (RFC 9113 §5.3.2).
      super.onHeadersRead(ctx, streamId, headers, padding, end);
    }
  }

  @Override
  public void onPriorityRead(
      ChannelHandlerContext ctx, int streamId, int dependency, short weight, boolean exclusive)
      throws Http2Exception {
    toll.control(1);
  }

  @Override
  public void onRstStreamRead(ChannelHandlerContext ctx, int streamId, long errorCode)
      throws Http2Exception {
    if (connection.isServer()) {
      toll.reset();
    } else {
      // An origin can only reset what we asked for.
      toll.control(1);
    }
    history.resetByPeer(streamId);
    if (connection.stream(streamId) != null || !history.wasResetByUs(streamId)) {
      super.onRstStreamRead(ctx, streamId, errorCode);
    }
  }

  @Override
  public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings)
      throws Http2Exception {
    toll.control(SETTINGS_COST);
    super.onSettingsRead(ctx, settings);
  }

  @Override
  public void onPingRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
    toll.control(1);
    super.onPingRead(ctx, data);
  }

  @Override
  public void onSettingsAckRead(ChannelHandlerContext ctx) throws Http2Exception {
    toll.control(1);
    super.onSettingsAckRead(ctx);
  }

  @Override
  public void onPingAckRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
    toll.control(1);
    super.onPingAckRead(ctx, data);
  }

  @Override
  public void onGoAwayRead(
      ChannelHandlerContext ctx, int lastStreamId, long errorCode, ByteBuf debugData)
      throws Http2Exception {
    toll.control(1);
    super.onGoAwayRead(ctx, lastStreamId, errorCode, debugData);
  }

  @Override
  public void onWindowUpdateRead(ChannelHandlerContext ctx, int streamId, int increment)
      throws Http2Exception {
    if (increment < SMALL_INCREMENT) {
      toll.control(1);
    }
    if (connection.stream(streamId) != null || !history.wasResetByUs(streamId)) {
      super.onWindowUpdateRead(ctx, streamId, increment);
    }
  }

  @Override
  public void onUnknownFrame(
      ChannelHandlerContext ctx, byte type, int streamId, Http2Flags flags, ByteBuf payload)
      throws Http2Exception {
    toll.control(1);
  }

  /** Whether HEADERS may go to the decoder; false drops them without a word. */
  private boolean mayPass(int id) throws Http2Exception {
    Http2Stream stream = connection.stream(id);
    if (stream != null) {
      if (stream.state() == Http2Stream.State.HALF_CLOSED_REMOTE && !stream.isResetSent()) {
        throw Http2Exception.streamError(id, STREAM_CLOSED, "HEADERS after the end of the stream");
      }
      return true;
    }
    if (history.wasResetByUs(id)) {
      return false;
    }
    if (!connection.isServer() || !connection.remote().isValidStreamId(id)) {
      return true;
    }
    return connection.remote().mayHaveCreatedStream(id) ? judgeLate(id) : mayOpen(id);
  }

  private boolean mayOpen(int id) throws Http2Exception {
    boolean leaving = connection.goAwaySent() && id > connection.remote().lastStreamKnownByPeer();
    if (leaving || !connection.remote().canOpenStream()) {
      toll.control(1);
      history.resetByUs(id);
      throw Http2Exception.streamError(
          id, REFUSED_STREAM, leaving ? "going away" : "too many streams at once");
    }
    return true;
  }

  private boolean judgeLate(int id) throws Http2Exception {
    if (history.wasResetByPeer(id)) {
      throw Http2Exception.streamError(id, STREAM_CLOSED, "HEADERS after RST_STREAM");
    }
    throw history.wasSkipped(id)
        ? Http2Exception.connectionError(PROTOCOL_ERROR, "stream %d opened out of order", id)
        : Http2Exception.connectionError(STREAM_CLOSED, "HEADERS on closed stream %d", id);
  }
}
