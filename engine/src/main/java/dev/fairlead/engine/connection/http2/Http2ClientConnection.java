package dev.fairlead.engine.connection.http2;

import dev.fairlead.engine.http2.FieldBlock;
import dev.fairlead.engine.http2.Http2Limits;
import dev.fairlead.engine.http2.Http2Link;
import dev.fairlead.engine.http2.RequestFields;
import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.Http2StreamVisitor;
import org.jspecify.annotations.Nullable;

/**
 * A client's HTTP/2 connection: each of its requests becomes an exchange. The same handler serves
 * connections that negotiated {@code h2} by ALPN, behind the TLS handler, and connections that
 * begin with the preface (prior knowledge); {@code Upgrade: h2c} is not spoken. Event loop only.
 */
public final class Http2ClientConnection extends Http2Link<Http2ClientStream> {
  private static final int EVERY_STREAM = Integer.MAX_VALUE;

  private final Exchanges exchanges;
  private final Http2Timeouts timeouts;
  private final Http2StreamVisitor ticker = this::tickStream;
  private final Stall stall = new Stall();
  private long requests;
  private long now;
  private long idleSince;
  private boolean ticked;
  private Leaving leaving = Leaving.NO;
  private @Nullable Http2Exception broken;

  /** How far a graceful end has come (RFC 9113 §6.8). */
  private enum Leaving {
    NO,
    ANNOUNCED,
    FINAL
  }

  public Http2ClientConnection(Exchanges exchanges, Http2Limits limits, Http2Timeouts timeouts) {
    super(true, limits);
    this.exchanges = exchanges;
    this.timeouts = timeouts;
    decoder().frameListener(new Frames());
    connection().addListener(new Closings());
  }

  /** How many streams are open. */
  int openStreams() {
    return connection().numActiveStreams();
  }

  /** How many requests have begun on this connection. */
  long requests() {
    return requests;
  }

  /**
   * Lets the streams that are there finish and takes no new ones: announces it first, so that
   * requests on their way are still served, and says the last stream at the next tick.
   */
  public void drain() {
    if (leaving == Leaving.NO) {
      leaving = Leaving.ANNOUNCED;
      sayGoAway(EVERY_STREAM);
    }
  }

  /** Time passes; to be called about ten times a second with {@link System#nanoTime}. */
  public void tick(long nanos) {
    if (!context().channel().isActive()) {
      return;
    }
    now = nanos;
    if (!ticked) {
      ticked = true;
      idleSince = nanos;
    }
    if (leaving == Leaving.ANNOUNCED) {
      leaving = Leaving.FINAL;
      sayGoAway(connection().remote().lastStreamCreated());
    }
    try {
      connection().forEachActiveStream(ticker);
    } catch (Http2Exception e) {
      onError(context(), false, e);
    }
    endIfDue(nanos);
  }

  @Override
  protected void streamFailed(int streamId, Http2Exception cause) {
    Http2ClientStream stream = stream(streamId);
    if (stream != null) {
      stream.gone(new Failure(Failure.Kind.BAD_REQUEST, "HTTP/2: " + cause.getMessage()));
    }
  }

  @Override
  protected void linkFailed(@Nullable Http2Exception cause) {
    broken = cause;
  }

  private void endIfDue(long nanos) {
    if (stall.lasts(context().channel(), nanos, timeouts.write().toNanos())) {
      abandon();
    } else if (openStreams() > 0) {
      idleSince = nanos;
    } else if (leaving == Leaving.FINAL || nanos - idleSince > idleLimit()) {
      part();
    }
  }

  private long idleLimit() {
    return (requests == 0 ? timeouts.first() : timeouts.idle()).toNanos();
  }

  private boolean tickStream(Http2Stream stream) {
    Http2ClientStream ours = streamOf(stream);
    if (ours != null) {
      ours.tick(now, timeouts.write().toNanos());
    }
    return true;
  }

  private void begin(Http2Stream stream, FieldBlock block, boolean end) throws Http2Exception {
    RequestFields fields = new RequestFields(block);
    String problem = fields.problem();
    if (problem != null) {
      throw malformed(stream.id(), problem);
    }
    requests++;
    Http2ClientStream ours = new Http2ClientStream(this, stream);
    join(stream, ours);
    try {
      RequestHead head = fields.head(end, limits());
      ours.begin(head, exchanges);
    } catch (BadMessage e) {
      ours.refuse(e.failure(), exchanges);
    }
    if (end) {
      ours.inflow().trailers(null);
    }
  }

  private static Http2Exception malformed(int streamId, String problem) {
    return Http2Exception.streamError(
        streamId, Http2Error.PROTOCOL_ERROR, "malformed: %s", problem);
  }

  /** What the decoder lets through. */
  private final class Frames extends Http2FrameAdapter {
    @Override
    public void onHeadersRead(
        ChannelHandlerContext ctx,
        int streamId,
        Http2Headers headers,
        int dependency,
        short weight,
        boolean exclusive,
        int padding,
        boolean end)
        throws Http2Exception {
      FieldBlock block = (FieldBlock) headers;
      Http2ClientStream ours = stream(streamId);
      if (ours == null) {
        begin(connection().stream(streamId), block, end);
        return;
      }
      String problem = block.trailerProblem();
      if (problem != null) {
        throw malformed(streamId, problem);
      }
      ours.inflow().trailers(block.headers());
    }

    @Override
    public int onDataRead(
        ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean end)
        throws Http2Exception {
      Http2ClientStream ours = stream(streamId);
      return ours == null ? data.readableBytes() + padding : ours.inflow().data(data, padding, end);
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext ctx, int streamId, long errorCode) {
      Http2ClientStream ours = stream(streamId);
      if (ours != null) {
        Http2Error error = Http2Error.valueOf(errorCode);
        ours.gone(
            new Failure(
                Failure.Kind.CLIENT_GONE,
                "the client reset the stream: " + (error == null ? errorCode : error)));
      }
    }
  }

  /** Every stream ends here, whatever ended it. */
  private final class Closings extends Http2ConnectionAdapter {
    @Override
    public void onStreamClosed(Http2Stream stream) {
      Http2ClientStream ours = streamOf(stream);
      if (ours != null) {
        ours.closed(broken);
      }
      idleSince = now;
    }
  }
}
