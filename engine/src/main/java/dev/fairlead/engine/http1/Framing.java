package dev.fairlead.engine.http1;

/** How the end of a body shows on an HTTP/1.x wire (RFC 9112 §6.3). */
public enum Framing {
  /** There is no body. */
  NONE,
  /** After as many bytes as {@code Content-Length} says. */
  SIZED,
  /** With the last chunk. */
  CHUNKED,
  /** With the connection; responses only, and none can follow. */
  UNTIL_CLOSE,
  /** The message ends HTTP on this connection: opaque bytes follow (2xx to CONNECT, 101). */
  TUNNEL
}
