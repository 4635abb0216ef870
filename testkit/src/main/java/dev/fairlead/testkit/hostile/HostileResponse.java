package dev.fairlead.testkit.hostile;

import org.jspecify.annotations.Nullable;

/**
 * Raw response bytes (Latin-1) that an origin sends to a well-formed request.
 *
 * @param method the request's method
 * @param requestLines further header lines of the request, each with its CRLF
 * @param ending what the origin does after the bytes
 * @param poisons the upstream connection must not carry another exchange
 * @param incomplete the client must notice that the end is missing
 * @param body what the client must read as the body when the response passes, null for anything
 */
public record HostileResponse(
    String id,
    String category,
    String rfc,
    Expectation expectation,
    String method,
    String requestLines,
    String bytes,
    Ending ending,
    boolean poisons,
    boolean incomplete,
    @Nullable String body) {

  /** What becomes of the connection after the bytes. */
  public enum Ending {
    KEEP,
    CLOSE,
    RESET
  }

  /** A whole response that belongs to no request; no client may ever be given it. */
  static final String SMUGGLED = "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nsmuggled";
}
