package dev.fairlead.engine.http2;

import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.HopByHop;
import dev.fairlead.engine.message.RequestHead;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder.SensitivityDetector;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From our heads to field sections: views of the bytes that are there, in one array. */
public final class Fields {
  /**
   * Names whose values differ from message to message or are secrets: neither belongs in the
   * compression state, which requests of different clients share (RFC 7541 §7.1.3).
   */
  static final SensitivityDetector UNINDEXED = (name, value) -> isUnindexed(name);

  private static final Set<AsciiString> UNINDEXED_NAMES =
      Arrays.stream(
              new String[] {
                ":path",
                "age",
                "authorization",
                "content-length",
                "content-range",
                "cookie",
                "etag",
                "if-modified-since",
                "if-none-match",
                "if-range",
                "last-modified",
                "location",
                "proxy-authorization",
                "set-cookie",
                "x-api-key",
                "x-goog-api-key"
              })
          .map(AsciiString::cached)
          .collect(Collectors.toUnmodifiableSet());
  private static final AsciiString TRAILERS = AsciiString.cached("trailers");
  private static final AsciiString[] NONE = {};

  /** The largest head whose bytes the compression state may keep alive by a view. */
  private static final int MOST_KEPT = 8192;

  private Fields() {}

  /**
   * The section of a request that is no CONNECT.
   *
   * @param scheme of the connection, {@code http} or {@code https}
   * @param authority to send
   */
  public static Http2Headers request(RequestHead head, AsciiString scheme, String authority) {
    return ReadOnlyHttp2Headers.clientHeaders(
        false,
        HttpMethod.valueOf(head.method().name()).asciiName(),
        new AsciiString(head.path()),
        scheme,
        new AsciiString(authority),
        regular(head.headers()));
  }

  /** The section of a response, interim or final. */
  public static Http2Headers response(int status, Headers headers) {
    return ReadOnlyHttp2Headers.serverHeaders(
        false, HttpResponseStatus.valueOf(status).codeAsText(), regular(headers));
  }

  /** A trailer section. */
  public static Http2Headers trailers(Headers headers) {
    return ReadOnlyHttp2Headers.trailers(false, regular(headers));
  }

  /** Names and values in turn, without what HTTP/2 must not carry (RFC 9113 §8.2.2). */
  private static AsciiString[] regular(Headers headers) {
    int size = headers.size();
    if (size == 0) {
      return NONE;
    }
    AsciiString[] pairs = new AsciiString[size * 2];
    int used = 0;
    for (int i = 0; i < size; i++) {
      AsciiString value = value(headers, i);
      if (value != null) {
        pairs[used++] = compact(headers.lowerName(i));
        pairs[used++] = value;
      }
    }
    return used == pairs.length ? pairs : Arrays.copyOf(pairs, used);
  }

  private static @Nullable AsciiString value(Headers headers, int index) {
    if (HopByHop.isConnectionSpecific(headers, index) || headers.isNamed(index, FieldName.HOST)) {
      return null;
    }
    if (headers.isNamed(index, FieldName.TE)) {
      return headers.listed(FieldName.TE, "trailers") ? TRAILERS : null;
    }
    return compact(headers.valueView(index));
  }

  private static boolean isUnindexed(CharSequence name) {
    return UNINDEXED_NAMES.contains(AsciiString.of(name));
  }

  private static AsciiString compact(AsciiString view) {
    return view.array().length <= MOST_KEPT
        ? view
        : new AsciiString(view.array(), view.arrayOffset(), view.length(), true);
  }
}
