package dev.fairlead.engine.http2;

import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2PromisedRequestVerifier;
import io.netty.handler.codec.http2.Http2Settings;

/**
 * Netty's codec for one connection, put together with our guards around its reader and encoder.
 *
 * @param settings what we tell the peer first
 * @param backlog what waits on each stream
 */
record Http2Codec(
    Http2ConnectionDecoder decoder,
    Http2ConnectionEncoder encoder,
    Http2Settings settings,
    Http2Limits limits,
    Backlog backlog,
    Toll toll) {
  private static final int SMALL_CONTINUATIONS = 16;

  static Http2Codec server(Http2Limits limits) {
    Http2Settings settings = settings(limits).maxConcurrentStreams(limits.streams());
    return build(true, limits, settings.connectProtocolEnabled(true));
  }

  static Http2Codec client(Http2Limits limits) {
    return build(false, limits, settings(limits).pushEnabled(false));
  }

  private static Http2Settings settings(Http2Limits limits) {
    return new Http2Settings()
        .initialWindowSize(limits.streamWindow())
        .maxHeaderListSize(limits.headerBytes());
  }

  private static Http2Codec build(boolean server, Http2Limits limits, Http2Settings settings) {
    Http2Connection connection = connection(server, limits);
    Backlog backlog = new Backlog(connection);
    connection.remote().flowController(new DefaultHttp2RemoteFlowController(connection, backlog));
    Toll toll = new Toll(System::nanoTime);
    Http2ConnectionEncoder encoder =
        new BoundedEncoder(
            new DefaultHttp2ConnectionEncoder(
                connection, new DefaultHttp2FrameWriter(Fields.UNINDEXED)));
    DefaultHttp2FrameReader reader =
        new DefaultHttp2FrameReader(new FieldBlocks(limits), SMALL_CONTINUATIONS);
    Http2ConnectionDecoder decoder =
        new DefaultHttp2ConnectionDecoder(
            connection,
            encoder,
            new GuardedReader(reader, connection, toll),
            Http2PromisedRequestVerifier.ALWAYS_VERIFY,
            true,
            true,
            false);
    return new Http2Codec(decoder, encoder, settings, limits, backlog, toll);
  }

  private static Http2Connection connection(boolean server, Http2Limits limits) {
    Http2Connection connection = new DefaultHttp2Connection(server, 0);
    if (server) {
      connection.remote().maxActiveStreams(limits.streams());
    } else {
      connection.local().allowPushTo(false);
    }
    return connection;
  }
}
