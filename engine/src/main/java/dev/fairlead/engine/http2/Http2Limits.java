package dev.fairlead.engine.http2;

/**
 * What one HTTP/2 connection may cost us. The first five are told to the peer as settings.
 *
 * @param streams open at once, as the peer's requests (server) or before the peer says (client)
 * @param headerBytes of one decoded field section, counted as RFC 9113 §6.5.2 does; four times as
 *     much is still decoded, so that an answer can say what was wrong
 * @param streamWindow bytes that one stream may send before we take them in
 * @param connectionWindow the same for all streams of the connection together
 * @param frameBytes longest frame payload accepted, 16384..16777215
 * @param targetBytes longest request target
 * @param resets streams that the peer may reset, or make us reset, beyond those that end well: so
 *     many at once, and again so many in thirty seconds
 * @param controlFrames frames that carry no message (PING, SETTINGS, empty DATA…) beyond those that
 *     traffic explains: so many at once, and again so many in ten seconds
 * @param unsentControlFrames answers to control frames that may wait for a peer that does not read
 */
public record Http2Limits(
    int streams,
    int headerBytes,
    int streamWindow,
    int connectionWindow,
    int frameBytes,
    int targetBytes,
    int resets,
    int controlFrames,
    int unsentControlFrames) {
  /** For connections that clients make to us. */
  public static final Http2Limits CLIENTS =
      new Http2Limits(100, 16 << 10, 512 << 10, 4 << 20, 16 << 10, 8 << 10, 200, 4096, 1000);

  /** For connections that we make. */
  public static final Http2Limits UPSTREAMS =
      new Http2Limits(100, 64 << 10, 1 << 20, 8 << 20, 16 << 10, 8 << 10, 200, 4096, 1000);

  private static final int LEAST_WINDOW = 65_535;

  public Http2Limits {
    atLeast(1, streams, "streams");
    atLeast(1024, headerBytes, "headerBytes");
    atLeast(1, streamWindow, "streamWindow");
    atLeast(LEAST_WINDOW, connectionWindow, "connectionWindow");
    atLeast(1 << 14, frameBytes, "frameBytes");
    atLeast(1, targetBytes, "targetBytes");
    atLeast(1, resets, "resets");
    atLeast(1, controlFrames, "controlFrames");
    atLeast(1, unsentControlFrames, "unsentControlFrames");
  }

  private static void atLeast(int least, int value, String name) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least);
    }
  }
}
