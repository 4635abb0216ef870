package dev.fairlead.engine.http2;

import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;

/**
 * Decodes field sections into {@link FieldBlock}s. The codec's own limits are four times ours: what
 * lies between gets a proper answer, what lies beyond loses its stream or connection.
 */
final class FieldBlocks extends DefaultHttp2HeadersDecoder {
  private static final int SLACK = 4;

  private final Http2Limits limits;

  FieldBlocks(Http2Limits limits) {
    super(false, (long) limits.headerBytes() * SLACK);
    this.limits = limits;
  }

  @Override
  public void maxHeaderListSize(long max, long goAwayMax) throws Http2Exception {
    super.maxHeaderListSize(max * SLACK, goAwayMax * SLACK);
  }

  @Override
  protected Http2Headers newHeaders() {
    return new FieldBlock(limits.headerBytes(), limits.fields());
  }
}
