package dev.fairlead.engine.http2;

import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.HopByHop;
import dev.fairlead.engine.message.Tokens;
import dev.fairlead.engine.message.Trailers;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.EnumMap;
import org.jspecify.annotations.Nullable;

/*
 * Netty's HPACK decoder adds field after field to an Http2Headers. This one does not store them as
 * a map: each is checked (RFC 9113 §8.2, §8.3) and copied once, in the shape of an HTTP/1.1 line,
 * into the array that becomes our Headers. Only add, status and size are ever asked of it by the
 * codec; the inherited map stays empty, which also turns Netty's own content-length count off in
 * favour of ours, which knows about HEAD and 304.
 */

/**
 * One decoded field section. The first thing wrong with it is remembered and the rest is dropped,
 * so that hostile sections cost little.
 */
public final class FieldBlock extends DefaultHttp2Headers {
  private static final int OVERHEAD = 32;

  /** Room for the fields that a proxy adds. */
  private static final int ADDED = 4;

  private static final AsciiString COOKIE = AsciiString.cached("cookie");

  private final int mostBytes;
  private final int mostFields;
  private final EnumMap<PseudoHeaderName, AsciiString> pseudo =
      new EnumMap<>(PseudoHeaderName.class);
  private byte[] bytes = new byte[512];
  private int used;
  private int[] spans = new int[48];
  private int fields;
  private int cookie = -1;
  private @Nullable ByteArrayOutputStream crumbs;
  private long listSize;
  private @Nullable String problem;

  /**
   * @param mostBytes of the list, counted as SETTINGS_MAX_HEADER_LIST_SIZE does
   * @param mostFields regular ones, the crumbs of a cookie for one
   */
  FieldBlock(int mostBytes, int mostFields) {
    super(false, false, 2);
    this.mostBytes = mostBytes;
    this.mostFields = mostFields;
  }

  @Override
  public Http2Headers add(CharSequence name, CharSequence value) {
    listSize += (long) name.length() + value.length() + OVERHEAD;
    if (problem == null && listSize <= mostBytes && fields <= mostFields) {
      problem = append(AsciiString.of(name), AsciiString.of(value));
    }
    return this;
  }

  @Override
  public @Nullable CharSequence status() {
    return pseudo(PseudoHeaderName.STATUS);
  }

  @Override
  public int size() {
    return fields;
  }

  /** What there was more of than the limits allow, so that the section is not whole, or null. */
  @Nullable String excess() {
    if (listSize > mostBytes) {
      return "header fields of more than " + mostBytes + " bytes";
    }
    return fields > mostFields ? "more than " + mostFields + " header fields" : null;
  }

  /** The value of a pseudo-header field, or null if it was not sent. */
  @Nullable AsciiString pseudo(PseudoHeaderName name) {
    return pseudo.get(name);
  }

  /**
   * The regular fields. Names are lower-case tokens and values are clean, so that an HTTP/1.1
   * writer cannot be tricked by them.
   */
  public Headers headers() {
    if (crumbs != null) {
      joinCookie(crumbs.toByteArray());
      crumbs = null;
    }
    Headers headers = new Headers(bytes, used, fields + ADDED);
    for (int i = 0; i < fields * 3; i += 3) {
      int value = spans[i] + spans[i + 1] + 2;
      headers.slice(spans[i], spans[i + 1], value, spans[i + 2]);
    }
    return headers;
  }

  /** What was wrong with single fields or their order, or null. */
  @Nullable String problem() {
    return problem;
  }

  /** What is wrong with the regular fields as a whole, or null (RFC 9113 §8.2.2). */
  static @Nullable String problemOf(Headers headers) {
    for (int i = 0; i < headers.size(); i++) {
      if (HopByHop.isConnectionSpecific(headers, i)) {
        return "a connection-specific field";
      }
    }
    boolean te = headers.contains(FieldName.TE);
    return te && !(headers.count(FieldName.TE) == 1 && headers.is(FieldName.TE, "trailers"))
        ? "te other than trailers"
        : null;
  }

  /**
   * What makes this section no trailer section, or null: pseudo-headers, and fields that frame or
   * route (RFC 9110 §6.5.1).
   */
  public @Nullable String trailerProblem() {
    if (!pseudo.isEmpty()) {
      return "a pseudo-header field in trailers";
    }
    if (problem != null || excess() != null) {
      return problem != null ? problem : excess();
    }
    Headers trailers = headers();
    return Trailers.anyForbidden(trailers)
        ? "a field in trailers that belongs in the head"
        : problemOf(trailers);
  }

  private @Nullable String append(AsciiString name, AsciiString value) {
    if (name.isEmpty()) {
      return "an empty field name";
    }
    if (!isClean(value)) {
      return "a field value with control characters or outer white space";
    }
    return name.byteAt(0) == ':' ? appendPseudo(name, value) : appendRegular(name, value);
  }

  private @Nullable String appendPseudo(AsciiString name, AsciiString value) {
    PseudoHeaderName known = PseudoHeaderName.getPseudoHeader(name);
    if (known == null) {
      return "an unknown pseudo-header field";
    }
    if (fields > 0) {
      return "a pseudo-header field after a regular one";
    }
    return pseudo.putIfAbsent(known, value) == null ? null : "a pseudo-header field twice";
  }

  private @Nullable String appendRegular(AsciiString name, AsciiString value) {
    if (!isLowerToken(name)) {
      return "a field name that is no lower-case token";
    }
    if (!name.contentEquals(COOKIE)) {
      put(name, value);
    } else if (cookie >= 0) {
      keepCrumb(value);
    } else {
      cookie = fields;
      put(name, value);
    }
    return null;
  }

  private void put(AsciiString name, AsciiString value) {
    ensure(name.length() + value.length() + 4);
    if (fields * 3 == spans.length) {
      spans = Arrays.copyOf(spans, spans.length * 2);
    }
    spans[fields * 3] = used;
    spans[fields * 3 + 1] = name.length();
    spans[fields * 3 + 2] = value.length();
    fields++;
    put(name);
    put((byte) ':', (byte) ' ');
    put(value);
    put((byte) '\r', (byte) '\n');
  }

  /** Crumbs become one field again for HTTP/1.1 and everybody else (RFC 9113 §8.2.3). */
  private void keepCrumb(AsciiString value) {
    if (crumbs == null) {
      crumbs = new ByteArrayOutputStream();
    }
    crumbs.write(';');
    crumbs.write(' ');
    crumbs.write(value.array(), value.arrayOffset(), value.length());
  }

  /** Moves the cookie to the end of the text, where there is room for the rest of it. */
  private void joinCookie(byte[] rest) {
    int at = cookie * 3;
    int start = spans[at] + COOKIE.length() + 2;
    AsciiString first = new AsciiString(bytes, start, spans[at + 2], false);
    ensure(COOKIE.length() + first.length() + rest.length + 4);
    spans[at] = used;
    spans[at + 2] = first.length() + rest.length;
    put(COOKIE);
    put((byte) ':', (byte) ' ');
    put(first);
    put(new AsciiString(rest, false));
    put((byte) '\r', (byte) '\n');
  }

  private void ensure(int more) {
    if (used + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(used + more, bytes.length * 2));
    }
  }

  private void put(AsciiString text) {
    System.arraycopy(text.array(), text.arrayOffset(), bytes, used, text.length());
    used += text.length();
  }

  private void put(byte first, byte second) {
    bytes[used++] = first;
    bytes[used++] = second;
  }

  private static boolean isLowerToken(AsciiString name) {
    for (int i = 0; i < name.length(); i++) {
      byte b = name.byteAt(i);
      if (!Tokens.isTokenByte(b) || (b >= 'A' && b <= 'Z')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isClean(AsciiString value) {
    int length = value.length();
    for (int i = 0; i < length; i++) {
      if (!Tokens.isValueByte(value.byteAt(i))) {
        return false;
      }
    }
    return length == 0 || !(isBlank(value.byteAt(0)) || isBlank(value.byteAt(length - 1)));
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }
}
