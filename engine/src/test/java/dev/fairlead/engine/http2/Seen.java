package dev.fairlead.engine.http2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Frames as lines of text. */
final class Seen extends Http2FrameAdapter {
  private static final int SHOWN = 40;

  final List<String> lines = new ArrayList<>();
  final Map<Integer, Long> bytes = new HashMap<>();

  @Override
  public int onDataRead(
      ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean end) {
    int length = data.readableBytes();
    bytes.merge(streamId, (long) length, Long::sum);
    String shown = length <= SHOWN ? data.toString(ISO_8859_1) : length + " bytes";
    lines.add("DATA " + streamId + " " + shown + (end ? " END" : ""));
    return 0;
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx, int streamId, Http2Headers headers, int padding, boolean end) {
    StringBuilder line = new StringBuilder("HEADERS " + streamId);
    headers.forEach(
        field -> line.append(' ').append(field.getKey()).append('=').append(field.getValue()));
    lines.add(line.append(end ? " END" : "").toString());
  }

  @Override
  public void onRstStreamRead(ChannelHandlerContext ctx, int streamId, long errorCode) {
    lines.add("RST_STREAM " + streamId + " " + Http2Error.valueOf(errorCode));
  }

  @Override
  public void onPingRead(ChannelHandlerContext ctx, long data) {
    lines.add("PING");
  }

  @Override
  public void onPingAckRead(ChannelHandlerContext ctx, long data) {
    lines.add("PING ACK");
  }

  @Override
  public void onGoAwayRead(
      ChannelHandlerContext ctx, int lastStreamId, long errorCode, ByteBuf debugData) {
    String last = lastStreamId == Integer.MAX_VALUE ? "all" : String.valueOf(lastStreamId);
    lines.add("GOAWAY " + last + " " + Http2Error.valueOf(errorCode));
  }

  @Override
  public void onWindowUpdateRead(ChannelHandlerContext ctx, int streamId, int increment) {
    if (streamId != 0) {
      lines.add("WINDOW_UPDATE " + streamId + " " + increment);
    }
  }
}
