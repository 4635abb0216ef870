package dev.fairlead.engine.http2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import java.util.ArrayList;
import java.util.List;

/**
 * The other end of a handler in memory: writes any frame, however wrong, and reads back what the
 * handler sent, one line for each frame.
 */
public final class Wire implements AutoCloseable {
  public static final int DATA = 0;
  public static final int HEADERS = 1;
  public static final int PRIORITY = 2;
  public static final int RST_STREAM = 3;
  public static final int SETTINGS = 4;
  public static final int PING = 6;
  public static final int GOAWAY = 7;
  public static final int WINDOW_UPDATE = 8;
  public static final int CONTINUATION = 9;
  public static final int END_STREAM = 1;
  public static final int END_HEADERS = 4;

  private final Network channel;
  private final ChannelHandlerContext context;
  private final DefaultHttp2FrameReader reader =
      new DefaultHttp2FrameReader(new DefaultHttp2HeadersDecoder(false, 1 << 20));
  private final Seen seen = new Seen();
  private final ByteBuf received = Unpooled.buffer();

  public Wire(ChannelHandler handler) {
    channel = new Network(handler);
    context = channel.pipeline().firstContext();
  }

  public EmbeddedChannel channel() {
    return channel;
  }

  /** Begins as a client does. */
  public Wire clientPreface(int... settings) {
    write(Unpooled.copiedBuffer("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", US_ASCII));
    settings(settings);
    acknowledge();
    frames();
    return this;
  }

  /** Begins as a server does, after what the client sent first. */
  public Wire serverPreface(int... settings) {
    ByteBuf first = channel.readOutbound();
    if (first.readableBytes() >= 24) {
      first.skipBytes(24);
    }
    received.writeBytes(first);
    first.release();
    settings(settings);
    acknowledge();
    frames();
    return this;
  }

  private void acknowledge() {
    frame(SETTINGS, 1, 0, Unpooled.EMPTY_BUFFER);
  }

  /** Setting identifiers and values in turn. */
  public void settings(int... pairs) {
    ByteBuf payload = Unpooled.buffer();
    for (int i = 0; i < pairs.length; i += 2) {
      payload.writeShort(pairs[i]).writeInt(pairs[i + 1]);
    }
    frame(SETTINGS, 0, 0, payload);
  }

  /** A whole field section, names and values in turn, in this order. */
  public void headers(int stream, boolean end, String... fields) {
    frame(HEADERS, END_HEADERS | (end ? END_STREAM : 0), stream, section(fields));
  }

  public void data(int stream, boolean end, String text) {
    frame(DATA, end ? END_STREAM : 0, stream, Unpooled.copiedBuffer(text, ISO_8859_1));
  }

  public void reset(int stream, Http2Error error) {
    frame(RST_STREAM, 0, stream, number(error.code()));
  }

  public void windowUpdate(int stream, int increment) {
    frame(WINDOW_UPDATE, 0, stream, number(increment));
  }

  public void ping() {
    frame(PING, 0, 0, Unpooled.buffer().writeLong(42));
  }

  public void goAway(int lastStream, Http2Error error) {
    frame(GOAWAY, 0, 0, Unpooled.buffer().writeInt(lastStream).writeInt((int) error.code()));
  }

  public void frame(int type, int flags, int stream, ByteBuf payload) {
    frame(9 + payload.readableBytes(), type, flags, stream, payload);
  }

  /** A frame that was read alone into a buffer which has room for so much. */
  public void frame(int capacity, int type, int flags, int stream, ByteBuf payload) {
    ByteBuf frame = channel.alloc().buffer(capacity);
    frame.writeMedium(payload.readableBytes()).writeByte(type).writeByte(flags).writeInt(stream);
    write(frame.writeBytes(payload));
    payload.release();
  }

  public static ByteBuf number(long value) {
    return Unpooled.buffer().writeInt((int) value);
  }

  /** Literal fields without indexing and without Huffman code. */
  public static ByteBuf section(String... fields) {
    ByteBuf out = Unpooled.buffer();
    for (int i = 0; i < fields.length; i++) {
      if (i % 2 == 0) {
        out.writeByte(0);
      }
      byte[] text = fields[i].getBytes(ISO_8859_1);
      length(out, text.length);
      out.writeBytes(text);
    }
    return out;
  }

  private static void length(ByteBuf out, int length) {
    if (length < 127) {
      out.writeByte(length);
      return;
    }
    out.writeByte(127);
    int rest = length - 127;
    for (; rest >= 128; rest >>>= 7) {
      out.writeByte((rest & 127) | 128);
    }
    out.writeByte(rest);
  }

  private void write(ByteBuf bytes) {
    if (channel.isActive()) {
      channel.writeInbound(bytes);
    } else {
      bytes.release();
    }
  }

  /** What the handler sent since the last call, without SETTINGS and connection windows. */
  public List<String> frames() {
    channel.runPendingTasks();
    for (ByteBuf sent = channel.readOutbound(); sent != null; sent = channel.readOutbound()) {
      received.writeBytes(sent);
      sent.release();
    }
    try {
      while (received.isReadable()) {
        int before = received.readerIndex();
        reader.readFrame(context, received, seen);
        if (received.readerIndex() == before) {
          break;
        }
      }
    } catch (Http2Exception e) {
      throw new AssertionError(e);
    }
    List<String> lines = new ArrayList<>(seen.lines);
    seen.lines.clear();
    return lines;
  }

  /** From now on the network takes no more than so many further bytes of what the handler sends. */
  public void takes(int bytes) {
    channel.narrow = true;
    channel.room = bytes;
    channel.flush();
  }

  /** How many DATA bytes the handler has sent on the stream in all. */
  public long dataBytes(int stream) {
    return seen.bytes.getOrDefault(stream, 0L);
  }

  /** Ends the connection without a word. */
  public void disconnect() {
    channel.close().syncUninterruptibly();
  }

  @Override
  public void close() {
    channel.narrow = false;
    channel.finishAndReleaseAll();
    reader.close();
  }

  /** Takes what it is given, or only some of it, message by message. */
  private static final class Network extends EmbeddedChannel {
    private boolean narrow;
    private int room;

    Network(ChannelHandler handler) {
      super(handler);
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer waiting) throws Exception {
      if (!narrow) {
        super.doWrite(waiting);
        return;
      }
      while (waiting.current() instanceof ByteBuf bytes && bytes.readableBytes() <= room) {
        room -= bytes.readableBytes();
        handleOutboundMessage(bytes.retain());
        waiting.remove();
      }
    }
  }
}
