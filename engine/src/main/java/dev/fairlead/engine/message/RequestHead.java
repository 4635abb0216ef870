package dev.fairlead.engine.message;

import org.jspecify.annotations.Nullable;

/**
 * The head of a request: what HTTP/1.1's request line and HTTP/2's pseudo-headers say, and the
 * header fields. Filters edit it in place; it belongs to one exchange and one event loop.
 *
 * <p>Framing is not in the fields: {@code Transfer-Encoding} is consumed by the parser and made
 * anew by the writer, {@link #bodyLength} is the truth, and {@code Content-Length} is there exactly
 * when the length is known and was sent.
 */
public final class RequestHead {
  /**
   * The four shapes of a request target (RFC 9112 §3.2). HTTP/2 requests are ORIGIN or AUTHORITY.
   */
  public enum Form {
    ORIGIN,
    ABSOLUTE,
    AUTHORITY,
    ASTERISK
  }

  private final Method method;
  private final Form form;
  private final HttpVersion version;
  private final Headers headers;
  private final @Nullable String scheme;
  private final @Nullable String protocol;
  private @Nullable Authority authority;
  private String path;
  private long bodyLength;

  /**
   * @param scheme {@code http} or {@code https} where the request said so (absolute-form, HTTP/2)
   * @param authority of the target if it names one, else of {@code Host}; null only for an HTTP/1.0
   *     request without either
   * @param path with query, starting with a slash; {@code *} in asterisk-form; empty in
   *     authority-form
   * @param protocol {@code :protocol} of an extended CONNECT (RFC 8441), else null
   * @param bodyLength bytes, or {@link Body#UNKNOWN}
   */
  public RequestHead(
      Method method,
      Form form,
      @Nullable String scheme,
      @Nullable Authority authority,
      String path,
      HttpVersion version,
      Headers headers,
      long bodyLength,
      @Nullable String protocol) {
    this.method = method;
    this.form = form;
    this.scheme = scheme;
    this.authority = authority;
    this.path = path;
    this.version = version;
    this.headers = headers;
    this.bodyLength = bodyLength;
    this.protocol = protocol;
  }

  public Method method() {
    return method;
  }

  public Form form() {
    return form;
  }

  public @Nullable String scheme() {
    return scheme;
  }

  public @Nullable Authority authority() {
    return authority;
  }

  /** Changes where the request says it goes; the writer sends it as Host or :authority. */
  public void authority(Authority authority) {
    this.authority = authority;
  }

  public String path() {
    return path;
  }

  public void path(String path) {
    this.path = path;
  }

  public HttpVersion version() {
    return version;
  }

  public Headers headers() {
    return headers;
  }

  public long bodyLength() {
    return bodyLength;
  }

  public @Nullable String protocol() {
    return protocol;
  }

  /** Whether a plain CONNECT (RFC 9110 §9.3.6), not an extended one. */
  public boolean isConnect() {
    return method.equals(Method.CONNECT) && protocol == null;
  }

  /** Says that a filter will change the body, so that its length is not known any more. */
  public void bodyOfUnknownLength() {
    bodyLength = Body.UNKNOWN;
    headers.remove(FieldName.CONTENT_LENGTH);
  }

  @Override
  public String toString() {
    return method + " " + (authority == null ? "" : authority) + path + " HTTP/" + version;
  }
}
