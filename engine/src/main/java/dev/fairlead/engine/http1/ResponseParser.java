package dev.fairlead.engine.http1;

import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads response heads of one connection (RFC 9112 §2-§6). It is as strict as {@link
 * RequestParser}: folding and white space before a colon, which a proxy might undo, are refused. No
 * empty line is skipped: between two responses there is nothing. Event loop only.
 */
public final class ResponseParser {
  private static final String PREFIX = "HTTP/1.";

  /** Bytes of what a response gets: Via, and Date where it has none. */
  private static final int ADDED = 80;

  private final Http1Limits limits;
  private final LineScanner scanner;
  private int prefix;
  private @Nullable StatusLine line;
  private byte[] lineBytes = new byte[64];
  private byte[] lastBytes = new byte[64];
  private int lastLength;
  private @Nullable StatusLine lastLine;
  private Framing framing = Framing.NONE;
  private boolean persistent;

  public ResponseParser(Http1Limits limits) {
    this.limits = limits;
    this.scanner = new LineScanner(Speaker.UPSTREAM, limits.fieldCount());
    reset();
  }

  /** Forgets what has been seen of an incomplete head. */
  public void reset() {
    prefix = 0;
    line = null;
    scanner.restart(0);
  }

  /** How the body of the head that was last returned ends. */
  public Framing framing() {
    return framing;
  }

  /**
   * Whether, once the body of the head that was last returned has been read, the connection may
   * carry another exchange: the upstream allows it and the framing leaves no doubt.
   */
  public boolean persistent() {
    return persistent;
  }

  /**
   * Reads one head, interim or final, with its empty line.
   *
   * @param in starts where it started in the previous call if that returned null
   * @param method of the request, which decides whether a body follows (RFC 9112 §6.3)
   * @param upgradeAsked whether the request asked for another protocol: a 101 that was not asked
   *     for is refused
   * @return null, with nothing consumed, if more bytes are needed
   */
  public @Nullable ResponseHead parse(ByteBuf in, Method method, boolean upgradeAsked)
      throws BadMessage {
    StatusLine found = line == null ? line(in) : line;
    if (found == null || !scanner.section(in, limits.fields())) {
      return null;
    }
    Headers headers = FieldSection.read(in, scanner, Speaker.UPSTREAM, ADDED);
    ResponseHead head = head(found, headers, method, upgradeAsked);
    in.skipBytes(scanner.position());
    reset();
    return head;
  }

  private @Nullable StatusLine line(ByteBuf in) throws BadMessage {
    if (!prefix(in)) {
      return null;
    }
    int end = scanner.lineEnd(in, limits.requestLine());
    if (end == -2) {
      throw Speaker.UPSTREAM.tooLarge("the status line is longer than the limit");
    }
    if (end < 0) {
      return null;
    }
    StatusLine read = read(in, end);
    scanner.restart(end + 2);
    line = read;
    return read;
  }

  /** What the line says; an upstream says the same again and again. */
  private StatusLine read(ByteBuf in, int length) throws BadMessage {
    boolean keep = length <= lineBytes.length;
    byte[] bytes = keep ? lineBytes : new byte[length];
    in.getBytes(in.readerIndex(), bytes, 0, length);
    StatusLine known = lastLine;
    if (known != null && Arrays.equals(bytes, 0, length, lastBytes, 0, lastLength)) {
      return known;
    }
    StatusLine read = StatusLine.read(bytes, length);
    if (keep) {
      lineBytes = lastBytes;
      lastBytes = bytes;
      lastLength = length;
      lastLine = read;
    }
    return read;
  }

  /** Refuses at once what does not begin like a response. */
  private boolean prefix(ByteBuf in) throws BadMessage {
    int available = Math.min(in.readableBytes(), PREFIX.length());
    for (; prefix < available; prefix++) {
      if (in.getByte(in.readerIndex() + prefix) != PREFIX.charAt(prefix)) {
        throw Speaker.UPSTREAM.malformed("it does not begin with HTTP/1.0 or HTTP/1.1");
      }
    }
    return prefix == PREFIX.length();
  }

  private ResponseHead head(StatusLine line, Headers headers, Method method, boolean upgradeAsked)
      throws BadMessage {
    int status = line.status();
    if (status == 101 && !upgradeAsked) {
      throw Speaker.UPSTREAM.malformed("it switches to a protocol that was not asked for");
    }
    persistent = Persistence.take(line.version(), headers);
    long length =
        isUnframed(status, method)
            ? dropFraming(status, method, headers)
            : framed(line, headers, method);
    persistent &= framing != Framing.UNTIL_CLOSE && framing != Framing.TUNNEL;
    return new ResponseHead(status, line.reason(), line.version(), headers, length);
  }

  /** Whether framing fields mean nothing in it (RFC 9112 §6.3, RFC 9110 §9.3.6). */
  private static boolean isUnframed(int status, Method method) {
    return status < 200 || status == 204 || isTunnel(status, method);
  }

  private static boolean isTunnel(int status, Method method) {
    return status == 101 || (status >= 200 && status < 300 && method.equals(Method.CONNECT));
  }

  private long dropFraming(int status, Method method, Headers headers) {
    int length = headers.find(FieldName.CONTENT_LENGTH, 0);
    boolean empty = length < 0 || headers.decimal(length) == 0;
    // A sender that announces a body where there is none may well send it.
    persistent &= empty && !headers.contains(FieldName.TRANSFER_ENCODING);
    headers.remove(FieldName.TRANSFER_ENCODING);
    headers.remove(FieldName.CONTENT_LENGTH);
    framing = isTunnel(status, method) ? Framing.TUNNEL : Framing.NONE;
    return Body.NONE;
  }

  private long framed(StatusLine line, Headers headers, Method method) throws BadMessage {
    HttpVersion version = line.version();
    boolean chunked = BodyFields.takeChunked(headers, version, Speaker.UPSTREAM);
    long length = chunked ? -1 : BodyFields.contentLength(headers, Speaker.UPSTREAM);
    if (method.equals(Method.HEAD) || line.status() == 304) {
      framing = Framing.NONE;
      return Body.NONE;
    }
    if (length >= 0) {
      framing = length == 0 ? Framing.NONE : Framing.SIZED;
      return length;
    }
    framing = chunked ? Framing.CHUNKED : Framing.UNTIL_CLOSE;
    return Body.UNKNOWN;
  }
}
