package dev.fairlead.engine.message;

/**
 * The head of a response, interim or final. As in {@link RequestHead}, {@link #bodyLength} and not
 * a field says how much body follows; it is {@link Body#NONE} for responses that cannot have one
 * (to HEAD, 1xx, 204, 304), whatever their {@code Content-Length} describes.
 */
public final class ResponseHead {
  private final int status;
  private final String reason;
  private final HttpVersion version;
  private final Headers headers;
  private long bodyLength;

  /**
   * @param status 100..599
   * @param reason may be empty; never sent on HTTP/2
   * @param version what the upstream spoke
   * @param bodyLength bytes, or {@link Body#UNKNOWN}
   */
  public ResponseHead(
      int status, String reason, HttpVersion version, Headers headers, long bodyLength) {
    this.status = status;
    this.reason = reason;
    this.version = version;
    this.headers = headers;
    this.bodyLength = bodyLength;
  }

  public int status() {
    return status;
  }

  public String reason() {
    return reason;
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

  /** Whether 1xx: more heads follow. 101 is final, it ends HTTP on the connection. */
  public boolean isInterim() {
    return status < 200 && status != 101;
  }

  /** Says that a filter will change the body, so that its length is not known any more. */
  public void bodyOfUnknownLength() {
    bodyLength = Body.UNKNOWN;
    headers.remove(FieldName.CONTENT_LENGTH);
  }

  @Override
  public String toString() {
    return status + " " + reason;
  }
}
