package dev.fairlead.engine.http2;

import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * How streams that are no more ended, as far as it decides what a late frame means (RFC 9113 §5.1):
 * after our reset it is ignored, after the peer's it is that stream's error, on an id that was
 * passed over it is the connection's. Remembers the latest of each and no more.
 */
final class StreamHistory extends Http2ConnectionAdapter {
  private static final int REMEMBERED = 128;

  private final Http2Connection connection;
  private final int[] resetByUs = new int[REMEMBERED];
  private final int[] resetByPeer = new int[REMEMBERED];
  private final int[] skipped = new int[REMEMBERED];
  private int nextByUs;
  private int nextByPeer;
  private int nextSkipped;
  private int latest = -1;

  StreamHistory(Http2Connection connection) {
    this.connection = connection;
    connection.addListener(this);
  }

  @Override
  public void onStreamAdded(Http2Stream stream) {
    int id = stream.id();
    if (connection.remote().isValidStreamId(id)) {
      if (id > latest + 2) {
        skipped[nextSkipped] = latest + 2;
        skipped[nextSkipped + 1] = id - 2;
        nextSkipped = (nextSkipped + 2) % REMEMBERED;
      }
      latest = id;
    }
  }

  @Override
  public void onStreamClosed(Http2Stream stream) {
    if (stream.isResetSent()) {
      resetByUs(stream.id());
    }
  }

  void resetByUs(int id) {
    resetByUs[nextByUs++ % REMEMBERED] = id;
  }

  void resetByPeer(int id) {
    resetByPeer[nextByPeer++ % REMEMBERED] = id;
  }

  boolean wasResetByUs(int id) {
    return contains(resetByUs, id);
  }

  boolean wasResetByPeer(int id) {
    return contains(resetByPeer, id);
  }

  /** Whether the peer passed the id over when it opened a higher one. */
  boolean wasSkipped(int id) {
    for (int i = 0; i < REMEMBERED; i += 2) {
      if (id >= skipped[i] && id <= skipped[i + 1]) {
        return true;
      }
    }
    return false;
  }

  private static boolean contains(int[] ids, int id) {
    for (int known : ids) {
      if (known == id) {
        return true;
      }
    }
    return false;
  }
}
