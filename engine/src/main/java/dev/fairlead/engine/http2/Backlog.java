package dev.fairlead.engine.http2;

import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.StreamByteDistributor;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;

/** Lets streams write in turn, and knows how much waits on each, which Netty keeps to itself. */
final class Backlog implements StreamByteDistributor {
  private static final int LEAST_CHUNK = 16 << 10;

  private final UniformStreamByteDistributor fair;
  private final Http2Connection.PropertyKey key;

  Backlog(Http2Connection connection) {
    fair = new UniformStreamByteDistributor(connection);
    fair.minAllocationChunk(LEAST_CHUNK);
    key = connection.newKey();
  }

  /** How many bytes were written to the stream and have not left it. */
  long of(Http2Stream stream) {
    StreamState state = stream.getProperty(key);
    return state == null ? 0 : state.pendingBytes();
  }

  @Override
  public void updateStreamableBytes(StreamState state) {
    state.stream().setProperty(key, state);
    fair.updateStreamableBytes(state);
  }

  @Override
  public void updateDependencyTree(int child, int parent, short weight, boolean exclusive) {
    fair.updateDependencyTree(child, parent, weight, exclusive);
  }

  @Override
  public boolean distribute(int most, Writer writer) throws Http2Exception {
    return fair.distribute(most, writer);
  }
}
