package dev.fairlead.testkit;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/2 client that writes whatever frames it is told to: fields go out as literals without any
 * check. Windows are not watched when sending; what is received is granted back at once.
 */
public final class RawH2Client implements AutoCloseable {
  /** Frame types of RFC 9113 §6 that a test names. */
  public static final int DATA = 0;

  public static final int HEADERS = 1;
  public static final int RST_STREAM = 3;
  public static final int SETTINGS = 4;
  public static final int PING = 6;
  public static final int GOAWAY = 7;
  public static final int WINDOW_UPDATE = 8;
  public static final int CONTINUATION = 9;

  public static final int END_STREAM = 1;
  public static final int ACK = 1;
  public static final int END_HEADERS = 4;

  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final int MAX_FRAME = 16_384;
  private static final int PADDED = 8;
  private static final int PRIORITY = 0x20;

  private final RawClient wire;
  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false, 1 << 20);

  /** One frame as it was read. */
  @SuppressWarnings("ArrayRecordComponent") // a snapshot for assertions, compared by nobody
  public record Frame(int type, int flags, int stream, byte[] payload) {
    /** The error code of RST_STREAM and GOAWAY. */
    public int errorCode() {
      int at = type == GOAWAY ? 4 : 0;
      return Unpooled.wrappedBuffer(payload).getInt(at);
    }

    boolean has(int flag) {
      return (flags & flag) != 0;
    }
  }

  /**
   * How a stream ended: with a status, or with an error code of RST_STREAM or GOAWAY, or with the
   * connection (error -1).
   */
  @SuppressWarnings("ArrayRecordComponent") // a snapshot for assertions, compared by nobody
  public record Answer(
      int status, List<Field> headers, byte[] body, List<Field> trailers, @Nullable Integer error) {
    /** The first value of a header, or null. */
    public @Nullable String header(String name) {
      return Field.first(headers, name);
    }
  }

  private RawH2Client(RawClient wire) {
    this.wire = wire;
  }

  /** Connects in the clear (prior knowledge) and sends the preface with empty SETTINGS. */
  public static RawH2Client connect(int port) throws IOException {
    return over(RawClient.connect(port));
  }

  /** Goes on over a connection that is ready for HTTP/2, for instance inside TLS. */
  public static RawH2Client over(RawClient wire) throws IOException {
    var client = new RawH2Client(wire);
    wire.send(PREFACE);
    client.frame(SETTINGS, 0, 0, new byte[0]);
    return client;
  }

  /** The connection below, for patience and raw bytes. */
  public RawClient wire() {
    return wire;
  }

  /** Sends one frame. */
  public synchronized void frame(int type, int flags, int stream, byte[] payload)
      throws IOException {
    var frame = Unpooled.buffer(9 + payload.length);
    frame.writeMedium(payload.length).writeByte(type).writeByte(flags).writeInt(stream);
    frame.writeBytes(payload);
    wire.send(Arrays.copyOf(frame.array(), frame.writerIndex()));
  }

  /** Sends HEADERS, with as many CONTINUATION frames as it takes and nothing between them. */
  public synchronized void headers(int stream, boolean endStream, List<Field> fields)
      throws IOException {
    byte[] block = HpackLiterals.encode(fields);
    int type = HEADERS;
    for (int at = 0; type == HEADERS || at < block.length; at += MAX_FRAME) {
      int end = Math.min(block.length, at + MAX_FRAME);
      int flags = end == block.length ? END_HEADERS : 0;
      if (type == HEADERS && endStream) flags |= END_STREAM;
      frame(type, flags, stream, Arrays.copyOfRange(block, at, end));
      type = CONTINUATION;
    }
  }

  /** Sends DATA, cut to the peer's default frame size. */
  public void data(int stream, boolean endStream, byte[] bytes) throws IOException {
    int at = 0;
    do {
      int end = Math.min(bytes.length, at + MAX_FRAME);
      int flags = endStream && end == bytes.length ? END_STREAM : 0;
      frame(DATA, flags, stream, Arrays.copyOfRange(bytes, at, end));
      at = end;
    } while (at < bytes.length);
  }

  /** Reads the next frame; SETTINGS and PING are acknowledged, DATA is granted back. */
  public Frame read() throws IOException {
    var head = Unpooled.wrappedBuffer(wire.readExactly(9));
    int length = head.readUnsignedMedium();
    int type = head.readByte();
    int flags = head.readByte();
    var frame = new Frame(type, flags, head.readInt() & 0x7fffffff, wire.readExactly(length));
    if (type == SETTINGS && !frame.has(ACK)) frame(SETTINGS, ACK, 0, new byte[0]);
    if (type == PING && !frame.has(ACK)) frame(PING, ACK, 0, frame.payload);
    if (type == DATA && length > 0) grant(frame.stream, length);
    return frame;
  }

  /** Reads until the stream, or the connection, has ended. */
  public Answer answer(int stream) throws IOException {
    var builder = new AnswerBuilder();
    try {
      while (true) {
        Frame frame = read();
        if (frame.type == GOAWAY && frame.errorCode() != 0)
          return builder.failed(frame.errorCode());
        if (frame.stream != stream) continue;
        if (frame.type == RST_STREAM) return builder.failed(frame.errorCode());
        if (frame.type == HEADERS) builder.fields(decode(withContinuations(frame)));
        if (frame.type == DATA) builder.body.writeBytes(content(frame));
        boolean ends = frame.type == HEADERS || frame.type == DATA;
        if (ends && frame.has(END_STREAM)) return builder.finished();
      }
    } catch (EOFException | SocketException closed) {
      return builder.failed(null);
    }
  }

  private void grant(int stream, int size) throws IOException {
    byte[] increment = Unpooled.buffer(4).writeInt(size).array();
    frame(WINDOW_UPDATE, 0, 0, increment);
    frame(WINDOW_UPDATE, 0, stream, increment);
  }

  private byte[] withContinuations(Frame headers) throws IOException {
    var block = new ByteArrayOutputStream();
    block.writeBytes(content(headers));
    for (Frame frame = headers; !frame.has(END_HEADERS); block.writeBytes(frame.payload)) {
      frame = read();
      if (frame.type != CONTINUATION) throw new ProtocolException("no CONTINUATION: " + frame);
    }
    return block.toByteArray();
  }

  private static byte[] content(Frame frame) {
    int from = frame.has(PADDED) ? 1 : 0;
    int padding = frame.has(PADDED) ? frame.payload[0] & 0xff : 0;
    if (frame.type == HEADERS && frame.has(PRIORITY)) from += 5;
    return Arrays.copyOfRange(frame.payload, from, frame.payload.length - padding);
  }

  private List<Field> decode(byte[] block) throws IOException {
    try {
      Http2Headers headers = decoder.decodeHeaders(1, Unpooled.wrappedBuffer(block));
      var fields = new ArrayList<Field>();
      headers.forEach(h -> fields.add(new Field(h.getKey().toString(), h.getValue().toString())));
      return fields;
    } catch (Http2Exception e) {
      throw new IOException("the peer's header block cannot be read", e);
    }
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }

  private static final class AnswerBuilder {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private List<Field> headers = List.of();
    private List<Field> trailers = List.of();
    private int status;

    void fields(List<Field> fields) {
      String code = Field.first(fields, ":status");
      if (code == null) {
        trailers = fields;
      } else if (!code.startsWith("1")) {
        headers = fields;
        status = Integer.parseInt(code);
      }
    }

    Answer finished() {
      return new Answer(status, headers, body.toByteArray(), trailers, null);
    }

    Answer failed(@Nullable Integer error) {
      return new Answer(status, headers, body.toByteArray(), trailers, error == null ? -1 : error);
    }
  }
}
