package dev.fairlead.engine.http2;

/**
 * What one HTTP/2 connection may cost us. Streams, header bytes and the stream window are told to
 * the peer as settings.
 *
 * @param streams open at once, as the peer's requests (server) or before the peer says (client)
 * @param headerBytes of one decoded field section, counted as RFC 9113 §6.5.2 does, at least 1024;
 *     four times as much is still decoded, so that an answer can say what was wrong
 * @param fields in one section; the crumbs of a cookie are one
 * @param targetBytes longest request target
 * @param streamWindow bytes that one stream may send before we take them in
 * @param fullStreams streams whose window may be full before the others must stand still too: what
 *     bounds the memory of a connection that one peer has for itself, and is no bound where
 *     strangers share the connection, or a few slow ones could stop all
 */
public record Http2Limits(
    int streams, int headerBytes, int fields, int targetBytes, int streamWindow, int fullStreams) {
  /** For connections that clients make to us. */
  public static final Http2Limits CLIENTS =
      new Http2Limits(100, 16 << 10, 200, 8 << 10, 512 << 10, 8);

  /** For connections that we make. */
  public static final Http2Limits UPSTREAMS =
      new Http2Limits(100, 64 << 10, 1000, 8 << 10, 512 << 10, Integer.MAX_VALUE);

  private static final int LEAST_HEADER_BYTES = 1024;

  /** What every connection begins with (RFC 9113 §6.9.2); it can only be raised. */
  private static final int LEAST_WINDOW = 65_535;

  public Http2Limits {
    atLeast(1, streams, "streams");
    atLeast(LEAST_HEADER_BYTES, headerBytes, "headerBytes");
    atLeast(0, fields, "fields");
    atLeast(1, targetBytes, "targetBytes");
    atLeast(1, streamWindow, "streamWindow");
    atLeast(1, fullStreams, "fullStreams");
  }

  private static void atLeast(int least, int value, String name) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least);
    }
  }

  /** The same with another number of streams. */
  public Http2Limits withStreams(int most) {
    return new Http2Limits(most, headerBytes, fields, targetBytes, streamWindow, fullStreams);
  }

  /** The same with other limits on field sections; fewer than 1024 bytes are taken for 1024. */
  public Http2Limits withHeads(int mostBytes, int mostFields) {
    int bytes = Math.max(LEAST_HEADER_BYTES, mostBytes);
    return new Http2Limits(streams, bytes, mostFields, targetBytes, streamWindow, fullStreams);
  }

  /** The same with another limit on request targets. */
  public Http2Limits withTargets(int mostBytes) {
    return new Http2Limits(streams, headerBytes, fields, mostBytes, streamWindow, fullStreams);
  }

  /** Bytes that all streams together may send before we take them in. */
  int connectionWindow() {
    long window = (long) Math.min(streams, fullStreams) * streamWindow;
    return Math.clamp(window, LEAST_WINDOW, Integer.MAX_VALUE);
  }
}
