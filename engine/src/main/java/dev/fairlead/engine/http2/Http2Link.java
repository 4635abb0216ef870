package dev.fairlead.engine.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP/2 connection, whichever end we are: opens the windows, joins the flushes of many streams
 * into few system calls, and stops listening to a peer that broke the rules. Event loop only.
 *
 * <p>Closing the channel closes it at once; who wants to part politely says GOAWAY first.
 *
 * @param <S> what there is for each stream
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty hears of failed writes itself.
public abstract class Http2Link<S extends LinkStream> extends Http2ConnectionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Http2Link.class);
  private static final int FLUSH_AT = 64 << 10;
  private static final int INTERIM_COST = 8;

  /** How long a connection that failed stays for its GOAWAY to leave. */
  private static final long LAST_WORDS_MILLIS = 1000;

  private final Http2Limits limits;
  private final Backlog backlog;
  private final Toll toll;
  private final Http2Connection.PropertyKey key;
  private final List<S> touched = new ArrayList<>();
  private @Nullable ChannelHandlerContext context;
  private boolean reading;
  private boolean flushScheduled;
  private boolean condemned;
  private int unflushed;

  protected Http2Link(boolean server, Http2Limits limits) {
    this(server ? Http2Codec.server(limits) : Http2Codec.client(limits));
  }

  private Http2Link(Http2Codec codec) {
    super(codec.decoder(), codec.encoder(), codec.settings(), true, true);
    this.limits = codec.limits();
    this.backlog = codec.backlog();
    this.toll = codec.toll();
    this.key = codec.decoder().connection().newKey();
  }

  /** What was read in one go has been delivered to the streams; tells those that it touched. */
  protected void readComplete() {
    for (int i = 0; i < touched.size(); i++) {
      touched.get(i).readComplete();
    }
    touched.clear();
  }

  /** A stream broke the rules, or we could not write to it; it is reset after this. */
  protected abstract void streamFailed(int streamId, Http2Exception cause);

  /** The connection broke the rules; it is closed after this. */
  protected abstract void linkFailed(@Nullable Http2Exception cause);

  protected final Http2Limits limits() {
    return limits;
  }

  /** The context, once the handler was added. */
  public final ChannelHandlerContext context() {
    ChannelHandlerContext known = context;
    if (known == null) {
      throw new IllegalStateException("not in a pipeline yet");
    }
    return known;
  }

  public final ChannelPromise promise() {
    return context().newPromise();
  }

  /** Says that a stream wants to hear when what was read has been delivered. */
  public final void touch(S stream) {
    touched.add(stream);
  }

  /** Makes ours known as what there is for that stream. */
  protected final void join(Http2Stream stream, S ours) {
    stream.setProperty(key, ours);
  }

  /** What there is for a stream, or null if it never got that far. */
  protected final @Nullable S streamOf(Http2Stream stream) {
    return stream.getProperty(key);
  }

  /** What there is for the stream of that number, or null if it is gone. */
  protected final @Nullable S stream(int id) {
    Http2Stream stream = connection().stream(id);
    return stream == null ? null : streamOf(stream);
  }

  private void writabilityChanged(Http2Stream stream) {
    S ours = streamOf(stream);
    if (ours != null && ours.writable()) {
      ours.becameWritable();
    }
  }

  /**
   * How many bytes have yet to leave before the stream takes more: as long as this changes, the
   * peer reads. One without a window waits for its peer alone, whatever leaves on other streams.
   */
  public final long unsent(Http2Stream stream) {
    boolean blocked = encoder().flowController().windowSize(stream) <= 0;
    return backlog.of(stream) + (blocked ? 0 : context().channel().bytesBeforeWritable());
  }

  /** Says that so many bytes were written to a stream. */
  public final void wrote(int bytes) {
    unflushed += bytes;
    toll.data();
  }

  /** Says that a stream ended as it should. */
  public final void completed() {
    toll.completed();
  }

  /** Charges the peer for a head that is not the last one, of which there could be many. */
  public final void payForInterim() throws Http2Exception {
    toll.control(INTERIM_COST);
  }

  /** Sees to it that what was written leaves before this turn of the event loop ends. */
  public final void flushSoon() {
    if (reading) {
      return;
    }
    if (unflushed >= FLUSH_AT) {
      flush(context());
    } else if (!flushScheduled) {
      flushScheduled = true;
      context().executor().execute(this::flushScheduled);
    }
  }

  /** Resets a stream; what waits to be written to it is dropped. */
  public final void reset(Http2Stream stream, Http2Error error) {
    encoder().writeRstStream(context(), stream.id(), error.code(), promise());
    stream.close();
    flushSoon();
  }

  @Override
  public final void flush(ChannelHandlerContext ctx) {
    unflushed = 0;
    super.flush(ctx);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
    context = ctx;
    encoder().flowController().listener(this::writabilityChanged);
    gracefulShutdownTimeoutMillis(LAST_WORDS_MILLIS);
    super.handlerAdded(ctx);
    if (ctx.channel().isActive()) {
      openWindow();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) throws Exception {
    super.channelActive(ctx);
    openWindow();
  }

  @Override
  public final void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    reading = true;
    super.channelRead(ctx, message);
  }

  @Override
  public final void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
    readComplete();
    reading = false;
    super.channelReadComplete(ctx);
  }

  @Override
  public final void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
    if (Http2CodecUtil.getEmbeddedHttp2Exception(cause) != null) {
      super.exceptionCaught(ctx, cause);
      return;
    }
    log(ctx, cause);
    abandon();
  }

  /** That a peer is gone is its own affair and could fill a log; anything else is ours. */
  private static void log(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException) {
      LOG.debug("HTTP/2 connection {} broke", ctx.channel(), cause);
    } else {
      LOG.warn("HTTP/2 connection {} failed", ctx.channel(), cause);
    }
  }

  @Override
  protected final void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
      throws Exception {
    if (condemned) {
      in.skipBytes(in.readableBytes());
    } else {
      super.decode(ctx, in, out);
    }
  }

  @Override
  protected final void onStreamError(
      ChannelHandlerContext ctx,
      boolean outbound,
      Throwable cause,
      Http2Exception.StreamException failure) {
    if (condemned || (outbound && isClosed(failure.streamId()))) {
      return;
    }
    streamFailed(failure.streamId(), failure);
    try {
      if (!outbound && connection().isServer() && failure.error() != Http2Error.REFUSED_STREAM) {
        toll.reset();
      }
      super.onStreamError(ctx, outbound, cause, failure);
    } catch (Http2Exception calm) {
      onConnectionError(ctx, false, calm, calm);
    }
  }

  @Override
  protected final void onConnectionError(
      ChannelHandlerContext ctx,
      boolean outbound,
      Throwable cause,
      @Nullable Http2Exception failure) {
    if (condemned) {
      return;
    }
    condemned =
        failure == null || failure.shutdownHint() != Http2Exception.ShutdownHint.GRACEFUL_SHUTDOWN;
    if (failure == null) {
      log(ctx, cause);
    }
    linkFailed(failure);
    super.onConnectionError(ctx, outbound, cause, failure);
  }

  /** Announces that streams above that id are not taken, without an error. */
  protected final void sayGoAway(int lastStreamId) {
    goAway(context(), lastStreamId, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, promise());
    flush(context());
  }

  /** Says GOAWAY and closes, whatever is still open. */
  protected final void part() {
    sayGoAway(connection().remote().lastStreamCreated());
    abandon();
  }

  /** Closes the connection without a word. */
  protected final void abandon() {
    context().channel().close();
  }

  /** Whether the stream is gone, so that a frame that could not be written is no news. */
  private boolean isClosed(int streamId) {
    Http2Stream stream = connection().stream(streamId);
    return stream == null || stream.state() == Http2Stream.State.CLOSED;
  }

  private void openWindow() throws Http2Exception {
    int more = limits.connectionWindow() - Http2CodecUtil.DEFAULT_WINDOW_SIZE;
    decoder().flowController().incrementWindowSize(connection().connectionStream(), more);
    flushSoon();
  }

  private void flushScheduled() {
    flushScheduled = false;
    flush(context());
  }
}
