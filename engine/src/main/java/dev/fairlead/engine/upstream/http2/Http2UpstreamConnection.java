package dev.fairlead.engine.upstream.http2;

import dev.fairlead.engine.exchange.UpstreamEvents;
import dev.fairlead.engine.exchange.UpstreamStream;
import dev.fairlead.engine.http2.FieldBlock;
import dev.fairlead.engine.http2.Http2Limits;
import dev.fairlead.engine.http2.Http2Link;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Our HTTP/2 connection to an origin, on a channel that is connected and, where TLS is spoken, has
 * agreed on {@code h2}. Who pools it opens streams while {@link #capacity} lasts and closes the
 * channel. Event loop only.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty hears of failed writes itself.
public final class Http2UpstreamConnection extends Http2Link<Http2UpstreamStream> {
  /** Far from the last number that a stream can have, so that claimed ones still get theirs. */
  private static final int LAST_STREAM = Integer.MAX_VALUE - (1 << 20);

  /** Who pools the connection. */
  public interface Owner {
    /** There may be room for more streams than before. */
    void freed(Http2UpstreamConnection connection);

    /** The last stream has ended. */
    void idle(Http2UpstreamConnection connection);

    /** The connection is no more; its streams have been told. */
    void closed(Http2UpstreamConnection connection);
  }

  private final Endpoint endpoint;
  private final Owner owner;
  private final long silence;
  private final Set<Http2UpstreamStream> unsent = new LinkedHashSet<>();
  private boolean heard = true;
  private boolean pinged;
  private boolean closed;
  private long heardAt;
  private @Nullable Failure broken;

  /**
   * @param endpoint that the channel leads to; gives the scheme, and the authority where a request
   *     names none
   * @param silence after which, with streams open, the origin is pinged; after twice as much it is
   *     given up
   */
  public Http2UpstreamConnection(
      Endpoint endpoint, Owner owner, Http2Limits limits, Duration silence) {
    super(false, limits);
    this.endpoint = endpoint;
    this.owner = owner;
    this.silence = silence.toNanos();
    decoder().frameListener(new Frames());
    connection().addListener(new Closings());
  }

  /** How many streams are open or claimed. */
  public int openStreams() {
    return unsent.size() + connection().numActiveStreams();
  }

  /** How many more streams may be opened now; 0 once the origin says GOAWAY. */
  int capacity() {
    if (closed || broken != null || leaving()) {
      return 0;
    }
    int most = Math.min(limits().streams(), connection().local().maxActiveStreams());
    return Math.max(0, most - openStreams());
  }

  public boolean available() {
    return capacity() > 0;
  }

  /**
   * Claims a stream; the caller says {@link UpstreamEvents#connected} to the exchange. The stream
   * begins on the wire when the head is sent. It carries no CONNECT, plain or extended: tunnels and
   * upgrades have connections of their own.
   */
  public UpstreamStream open(UpstreamEvents events) {
    Http2UpstreamStream stream = new Http2UpstreamStream(this, endpoint, events);
    unsent.add(stream);
    return stream;
  }

  /** Says GOAWAY and lets the open streams finish. */
  public void drain() {
    if (!connection().goAwaySent() && !closed) {
      sayGoAway(0);
      partIfDone();
    }
  }

  /** Time passes; to be called a few times a second with {@link System#nanoTime}. */
  public void tick(long nanos) {
    if (heard || connection().numActiveStreams() == 0) {
      heard = false;
      pinged = false;
      heardAt = nanos;
    } else if (!pinged && nanos - heardAt > silence) {
      pinged = true;
      encoder().writePing(context(), false, nanos, promise());
      flushSoon();
    } else if (nanos - heardAt > 2 * silence) {
      broken = new Failure(Failure.Kind.CONNECTION_BROKEN, endpoint + " does not answer pings");
      abandon();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    closed = true;
    super.channelInactive(ctx);
    for (Http2UpstreamStream stream : List.copyOf(unsent)) {
      stream.failed(new Failure(Failure.Kind.CONNECTION_BROKEN, "the connection closed"), true);
    }
    unsent.clear();
    owner.closed(this);
  }

  @Override
  protected void readComplete() {
    heard = true;
    super.readComplete();
  }

  @Override
  protected void streamFailed(int streamId, Http2Exception cause) {
    Http2UpstreamStream stream = stream(streamId);
    if (stream != null) {
      boolean ours =
          cause instanceof Http2Exception.HeaderListSizeException size && !size.duringDecode();
      stream.failed(
          ours
              ? new Failure(
                  Failure.Kind.FIELDS_TOO_LARGE,
                  "the header fields are longer than " + endpoint + " takes")
              : new Failure(Failure.Kind.BAD_RESPONSE, "HTTP/2: " + cause.getMessage()),
          false);
    }
  }

  @Override
  protected void linkFailed(@Nullable Http2Exception cause) {
    broken =
        new Failure(
            Failure.Kind.BAD_RESPONSE,
            "HTTP/2: " + (cause == null ? "the connection failed" : cause.getMessage()));
  }

  /** Begins a stream on the wire, or throws if there cannot be one. */
  Http2Stream begin(Http2UpstreamStream ours) throws Http2Exception {
    unsent.remove(ours);
    int id = connection().local().incrementAndGetNextStreamId();
    Http2Stream stream = connection().local().createStream(id, false);
    join(stream, ours);
    return stream;
  }

  /** A claim that never began is given back. */
  void release(Http2UpstreamStream stream) {
    if (unsent.remove(stream)) {
      ended();
    }
  }

  private void ended() {
    if (closed) {
      return;
    }
    owner.freed(this);
    if (openStreams() == 0) {
      owner.idle(this);
    }
    partIfDone();
  }

  private void partIfDone() {
    if (leaving() && openStreams() == 0) {
      abandon();
    }
  }

  private boolean leaving() {
    return connection().goAwayReceived()
        || connection().goAwaySent()
        || connection().local().lastStreamCreated() > LAST_STREAM;
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
      Http2UpstreamStream ours = stream(streamId);
      if (ours != null) {
        ours.headers((FieldBlock) headers, end);
      }
    }

    @Override
    public int onDataRead(
        ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean end)
        throws Http2Exception {
      Http2UpstreamStream ours = stream(streamId);
      return ours == null ? data.readableBytes() + padding : ours.data(data, padding, end);
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext ctx, int streamId, long errorCode) {
      Http2UpstreamStream ours = stream(streamId);
      if (ours != null) {
        Http2Error error = Http2Error.valueOf(errorCode);
        ours.failed(
            new Failure(
                Failure.Kind.CONNECTION_BROKEN,
                endpoint + " reset the stream: " + (error == null ? errorCode : error)),
            error == Http2Error.REFUSED_STREAM);
      }
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) {
      owner.freed(Http2UpstreamConnection.this);
    }
  }

  /** Every stream ends here, whatever ended it. */
  private final class Closings extends Http2ConnectionAdapter {
    @Override
    public void onStreamClosed(Http2Stream stream) {
      Http2UpstreamStream ours = streamOf(stream);
      if (ours != null) {
        boolean unprocessed =
            connection().goAwayReceived()
                && stream.id() > connection().local().lastStreamKnownByPeer();
        Failure failure = broken;
        ours.failed(
            failure != null
                ? failure
                : new Failure(
                    Failure.Kind.CONNECTION_BROKEN,
                    endpoint + (unprocessed ? " is going away" : " closed the connection")),
            unprocessed);
      }
      ended();
    }

    @Override
    public void onGoAwayReceived(int lastStreamId, long errorCode, ByteBuf debugData) {
      partIfDone();
    }
  }
}
