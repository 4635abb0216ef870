package dev.fairlead.engine.http1;

import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.Tokens;
import io.netty.buffer.ByteBuf;
import io.netty.util.AsciiString;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/*
 * A head is read in three steps that each look at new bytes only: the method, up to its space, so
 * that what is not HTTP is refused at once; the request line; the field section. Faults are found
 * in the order of their bytes, so that a message gets the same verdict however it is cut into
 * pieces; only what is wrong with a single field waits until the section is complete.
 *
 * On a kept connection the same line and the same host come again and again. The bytes of the last
 * line are kept, and if they recur, what was read from them is used again.
 */

/**
 * Reads request heads of one connection (RFC 9112 §2-§6). After a {@link BadMessage} the stream has
 * no meaning any more: answer and close. Event loop only.
 */
public final class RequestParser {
  private static final int MAX_METHOD = 32;
  private static final int MAX_KEPT_LINE = 1024;

  /** Bytes of what a reverse request gets: Via, Forwarded and its older kin. */
  private static final int ADDED = 192;

  private final Http1Limits limits;
  private final LineScanner scanner;
  private final AuthorityReader authorities = new AuthorityReader();

  private int lineStart;
  private int methodEnd;
  private boolean methodKnown;
  private @Nullable RequestLine line;

  private byte[] lastBytes = new byte[0];
  private int lastLength;
  private @Nullable RequestLine lastLine;
  private byte[] spare = new byte[128];

  private Framing framing = Framing.NONE;
  private boolean persistent;

  public RequestParser(Http1Limits limits) {
    this.limits = limits;
    this.scanner = new LineScanner(Speaker.CLIENT, limits.fieldCount());
    reset();
  }

  /** Forgets what has been seen of an incomplete head. */
  public void reset() {
    lineStart = 0;
    methodEnd = 0;
    methodKnown = false;
    line = null;
    scanner.restart(0);
  }

  /** How the body of the head that was last returned ends. */
  public Framing framing() {
    return framing;
  }

  /** Whether the client of the head that was last returned wants the connection to live on. */
  public boolean persistent() {
    return persistent;
  }

  /**
   * Reads one head with its empty line, and a single empty line before it if there is one.
   *
   * @param in starts where it started in the previous call if that returned null
   * @return null, with nothing consumed, if more bytes are needed
   */
  public @Nullable RequestHead parse(ByteBuf in) throws BadMessage {
    RequestLine found = line == null ? line(in) : line;
    if (found == null || !scanner.section(in, limits.fields())) {
      return null;
    }
    RequestHead head = head(found, FieldSection.read(in, scanner, Speaker.CLIENT, ADDED));
    in.skipBytes(scanner.position());
    reset();
    return head;
  }

  private @Nullable RequestLine line(ByteBuf in) throws BadMessage {
    if (!methodKnown && !method(in)) {
      return null;
    }
    int end = scanner.lineEnd(in, lineStart + limits.requestLine());
    if (end == -2) {
      throw new BadMessage(
          Failure.Kind.TARGET_TOO_LONG, "The request line is longer than the limit");
    }
    if (end < 0) {
      return null;
    }
    RequestLine read = read(in, end - lineStart);
    scanner.restart(end + 2);
    line = read;
    return read;
  }

  /** Looks for the space behind the method. */
  private boolean method(ByteBuf in) throws BadMessage {
    if (methodEnd == 0 && lineStart == 0 && !skipEmptyLine(in)) {
      return false;
    }
    int base = in.readerIndex() + lineStart;
    int available = in.readableBytes() - lineStart;
    for (; methodEnd < available; methodEnd++) {
      byte b = in.getByte(base + methodEnd);
      if (b == ' ' && methodEnd > 0) {
        methodKnown = true;
        scanner.skipTo(lineStart + methodEnd);
        return true;
      }
      if (!Tokens.isTokenByte(b) || methodEnd == MAX_METHOD) {
        throw Speaker.CLIENT.malformed("this does not begin with a method; is it HTTP?");
      }
    }
    return false;
  }

  /** Steps over one CR LF before the request line (RFC 9112 §2.2). */
  private boolean skipEmptyLine(ByteBuf in) throws BadMessage {
    if (!in.isReadable()) {
      return false;
    }
    if (in.getByte(in.readerIndex()) == '\r') {
      if (in.readableBytes() < 2) {
        return false;
      }
      if (in.getByte(in.readerIndex() + 1) != '\n') {
        throw Speaker.CLIENT.malformed("there is a CR that no LF follows");
      }
      lineStart = 2;
      scanner.restart(2);
    }
    return true;
  }

  private RequestLine read(ByteBuf in, int length) throws BadMessage {
    boolean keep = length <= MAX_KEPT_LINE;
    byte[] bytes = keep ? spare(length) : new byte[length];
    in.getBytes(in.readerIndex() + lineStart, bytes, 0, length);
    RequestLine known = lastLine;
    if (known != null && Arrays.equals(bytes, 0, length, lastBytes, 0, lastLength)) {
      return known;
    }
    RequestLine read = RequestLine.read(bytes, length, methodEnd, authorities);
    if (keep) {
      spare = lastBytes;
      lastBytes = bytes;
      lastLength = length;
      lastLine = read;
    }
    return read;
  }

  private byte[] spare(int length) {
    if (spare.length < length) {
      spare = new byte[Math.min(MAX_KEPT_LINE, Math.max(128, length * 2))];
    }
    return spare;
  }

  private RequestHead head(RequestLine line, Headers headers) throws BadMessage {
    Authority host = host(headers, line.version());
    long length = bodyLength(line, headers);
    framing =
        length == Body.UNKNOWN
            ? Framing.CHUNKED
            : length == Body.NONE ? Framing.NONE : Framing.SIZED;
    persistent = Persistence.take(line.version(), headers);
    return new RequestHead(
        line.method(),
        line.form(),
        line.scheme(),
        line.authority() == null ? host : line.authority(),
        line.path(),
        line.version(),
        headers,
        length,
        null);
  }

  /** One valid Host, even where the target overrules it (RFC 9112 §3.2). */
  private @Nullable Authority host(Headers headers, HttpVersion version) throws BadMessage {
    int at = headers.find(FieldName.HOST, 0);
    if (at < 0) {
      if (version == HttpVersion.HTTP_1_0) {
        return null;
      }
      throw Speaker.CLIENT.malformed("there is no Host field");
    }
    if (headers.find(FieldName.HOST, at + 1) >= 0) {
      throw Speaker.CLIENT.malformed("there is more than one Host field");
    }
    AsciiString value = headers.valueView(at);
    return authorities.read(
        value.array(), value.arrayOffset(), value.arrayOffset() + value.length());
  }

  private static long bodyLength(RequestLine line, Headers headers) throws BadMessage {
    boolean chunked = BodyFields.takeChunked(headers, line.version(), Speaker.CLIENT);
    long length = chunked ? Body.UNKNOWN : BodyFields.contentLength(headers, Speaker.CLIENT);
    if (length != Body.NONE && (chunked || length > 0) && line.method().equals(Method.CONNECT)) {
      throw Speaker.CLIENT.malformed("CONNECT cannot have a body");
    }
    return chunked ? Body.UNKNOWN : Math.max(length, Body.NONE);
  }
}
