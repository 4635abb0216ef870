package dev.fairlead.engine.http2;

import static io.netty.handler.codec.http2.Http2Headers.PseudoHeaderName.AUTHORITY;
import static io.netty.handler.codec.http2.Http2Headers.PseudoHeaderName.METHOD;
import static io.netty.handler.codec.http2.Http2Headers.PseudoHeaderName.PATH;
import static io.netty.handler.codec.http2.Http2Headers.PseudoHeaderName.PROTOCOL;
import static io.netty.handler.codec.http2.Http2Headers.PseudoHeaderName.SCHEME;
import static io.netty.handler.codec.http2.Http2Headers.PseudoHeaderName.STATUS;

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
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/** From a field section to a request head (RFC 9113 §8.3.1, §8.5; RFC 8441 §4). */
public final class RequestFields {
  private final FieldBlock block;
  private final @Nullable AsciiString method;
  private final @Nullable AsciiString path;
  private final Headers headers;

  public RequestFields(FieldBlock block) {
    this.block = block;
    this.method = block.pseudo(METHOD);
    this.path = block.pseudo(PATH);
    this.headers = block.headers();
  }

  /**
   * What makes the section malformed, so that its stream is to be reset, or null. One that is too
   * large is not judged: it is not whole.
   */
  public @Nullable String problem() {
    if (block.excess() != null) {
      return null;
    }
    String problem = block.problem() != null ? block.problem() : pseudoProblem();
    return problem != null ? problem : FieldBlock.problemOf(headers);
  }

  /**
   * The head of a section without {@link #problem}.
   *
   * @param ended whether the request has no body
   * @throws BadMessage if it is well-formed and yet no request we take; the stream wants an answer
   */
  public RequestHead head(boolean ended, Http2Limits limits) throws BadMessage {
    String excess = block.excess();
    if (excess != null) {
      throw new BadMessage(Failure.Kind.FIELDS_TOO_LARGE, "the request has " + excess);
    }
    return head(ended, limits.targetBytes());
  }

  private @Nullable String pseudoProblem() {
    if (block.pseudo(STATUS) != null) {
      return "a response pseudo-header field in a request";
    }
    if (method == null || !Tokens.isToken(method)) {
      return ":method missing or no token";
    }
    boolean connect = method.contentEquals("CONNECT");
    boolean extended = block.pseudo(PROTOCOL) != null;
    if (extended && !connect) {
      return ":protocol without CONNECT";
    }
    return connect && !extended ? tunnelProblem() : targetProblem();
  }

  private @Nullable String tunnelProblem() {
    if (block.pseudo(SCHEME) != null || path != null) {
      return "CONNECT with :scheme or :path";
    }
    return block.pseudo(AUTHORITY) == null ? "CONNECT without :authority" : null;
  }

  private @Nullable String targetProblem() {
    if (block.pseudo(SCHEME) == null) {
      return ":scheme missing";
    }
    return path == null || path.isEmpty() ? ":path missing or empty" : null;
  }

  private RequestHead head(boolean ended, int targetBytes) throws BadMessage {
    Method named = Method.of(String.valueOf(method));
    AsciiString protocol = block.pseudo(PROTOCOL);
    AsciiString scheme = block.pseudo(SCHEME);
    boolean tunnel = named.equals(Method.CONNECT) && protocol == null;
    Authority authority = authority(tunnel);
    long length = bodyLength(ended, named.equals(Method.CONNECT));
    return new RequestHead(
        named,
        tunnel ? RequestHead.Form.AUTHORITY : form(),
        scheme == null ? null : scheme(scheme),
        authority,
        tunnel ? "" : target(targetBytes),
        HttpVersion.HTTP_2,
        headers,
        length,
        protocol == null ? null : protocol.toString());
  }

  private RequestHead.Form form() {
    return String.valueOf(path).equals("*") && String.valueOf(method).equals("OPTIONS")
        ? RequestHead.Form.ASTERISK
        : RequestHead.Form.ORIGIN;
  }

  private static String scheme(AsciiString scheme) throws BadMessage {
    if (scheme.contentEqualsIgnoreCase("https")) {
      return "https";
    }
    if (scheme.contentEqualsIgnoreCase("http")) {
      return "http";
    }
    throw bad("the scheme is neither http nor https");
  }

  private String target(int targetBytes) throws BadMessage {
    AsciiString target = path == null ? AsciiString.EMPTY_STRING : path;
    if (target.length() > targetBytes) {
      throw new BadMessage(
          Failure.Kind.TARGET_TOO_LONG,
          "the request target is longer than " + targetBytes + " bytes");
    }
    if (!isVisible(target) || target.indexOf("#") >= 0) {
      throw bad("the path holds characters that must be percent-encoded");
    }
    if (target.byteAt(0) != '/' && form() != RequestHead.Form.ASTERISK) {
      throw bad("the path does not start with a slash");
    }
    return target.toString();
  }

  /** The authority from {@code :authority}, else from {@code Host}, which must not differ. */
  private Authority authority(boolean tunnel) throws BadMessage {
    AsciiString written = block.pseudo(AUTHORITY);
    String host = headers.get(FieldName.HOST);
    if (headers.count(FieldName.HOST) > 1) {
      throw bad("the Host field is there more than once");
    }
    if (written == null && host == null) {
      throw bad("neither :authority nor Host names the server");
    }
    Authority authority = parse(written == null ? String.valueOf(host) : written.toString());
    if (written != null && host != null && !parse(host).equals(authority)) {
      throw bad(":authority and Host name different servers");
    }
    if (tunnel && authority.port() < 0) {
      throw bad("CONNECT needs a port, as in example.com:443");
    }
    headers.remove(FieldName.HOST);
    return authority;
  }

  private static Authority parse(String text) throws BadMessage {
    if (!isVisible(text) || text.indexOf('@') >= 0) {
      throw bad("the host is not a name or address");
    }
    try {
      return Authority.parse(text);
    } catch (IllegalArgumentException e) {
      throw bad(String.valueOf(e.getMessage()));
    }
  }

  /** The length that content-length declares; CONNECT has none (RFC 9110 §9.3.6). */
  private long bodyLength(boolean ended, boolean connect) throws BadMessage {
    long declared = ContentLength.of(headers, Failure.Kind.BAD_REQUEST);
    if (connect) {
      headers.remove(FieldName.CONTENT_LENGTH);
      return Body.UNKNOWN;
    }
    if (ended && declared > 0) {
      throw bad("content-length promises a body that is not there");
    }
    return ended ? Body.NONE : declared;
  }

  private static boolean isVisible(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 0x7f) {
        return false;
      }
    }
    return true;
  }

  private static BadMessage bad(String message) {
    return new BadMessage(Failure.Kind.BAD_REQUEST, message);
  }
}
