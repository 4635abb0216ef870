package dev.fairlead.engine.upstream.http2;

import dev.fairlead.engine.exchange.UpstreamEvents;
import dev.fairlead.engine.exchange.UpstreamStream;
import dev.fairlead.engine.http2.FieldBlock;
import dev.fairlead.engine.http2.Fields;
import dev.fairlead.engine.http2.Inflow;
import dev.fairlead.engine.http2.LinkStream;
import dev.fairlead.engine.http2.ResponseFields;
import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/** One request to an origin and its response. Event loop only. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty hears of failed writes itself.
final class Http2UpstreamStream implements UpstreamStream, LinkStream, Inflow.Sink {
  private static final AsciiString HTTP = AsciiString.cached("http");
  private static final AsciiString HTTPS = AsciiString.cached("https");

  private final Http2UpstreamConnection connection;
  private final Endpoint endpoint;
  private final UpstreamEvents events;
  private @Nullable Http2Stream stream;
  private @Nullable Inflow inflow;
  private boolean toHead;
  private boolean responded;
  private boolean finished;
  private boolean over;
  private boolean touched;

  Http2UpstreamStream(
      Http2UpstreamConnection connection, Endpoint endpoint, UpstreamEvents events) {
    this.connection = connection;
    this.endpoint = endpoint;
    this.events = events;
  }

  /* ---------------- what the exchange does ---------------- */

  @Override
  public void send(RequestHead head) {
    if (head.method().equals(Method.CONNECT)) {
      throw new IllegalArgumentException("tunnels and upgrades do not go over HTTP/2 upstream");
    }
    if (over) {
      return;
    }
    try {
      Http2Stream begun = connection.begin(this);
      stream = begun;
      inflow = new Inflow(connection, begun, this);
    } catch (Http2Exception e) {
      Failure failure = new Failure(Failure.Kind.CONNECTION_BROKEN, "no stream: " + e.getMessage());
      // Not within the caller, who may be in the middle of something.
      connection.context().executor().execute(() -> failed(failure, true));
      return;
    }
    toHead = head.method().equals(Method.HEAD);
    finished = head.bodyLength() == Body.NONE;
    Authority authority = head.authority();
    writeHeaders(
        stream,
        Fields.request(
            head,
            endpoint.tls() ? HTTPS : HTTP,
            authority == null ? endpoint.authority() : authority.toString()));
  }

  @Override
  public void write(ByteBuf chunk) {
    if (over || finished || stream == null) {
      chunk.release();
      return;
    }
    connection.wrote(chunk.readableBytes());
    writeData(stream, chunk, false);
  }

  @Override
  public void finish(@Nullable Headers trailers) {
    if (over || finished || stream == null) {
      return;
    }
    finished = true;
    if (trailers != null && trailers.size() > 0) {
      writeHeaders(stream, Fields.trailers(trailers));
    } else {
      writeData(stream, Unpooled.EMPTY_BUFFER, true);
    }
  }

  @Override
  public void flush() {
    connection.flushSoon();
  }

  @Override
  public void reading(boolean wanted) {
    if (!over && inflow != null) {
      inflow.reading(wanted);
    }
  }

  @Override
  public boolean writable() {
    return !over && stream != null && connection.encoder().flowController().isWritable(stream);
  }

  @Override
  public void cancel() {
    if (over) {
      return;
    }
    over = true;
    if (stream == null || inflow == null) {
      connection.release(this);
      return;
    }
    boolean complete = finished && inflow.ended();
    inflow.discard();
    if (!complete) {
      connection.reset(stream, Http2Error.CANCEL);
    }
  }

  /* ---------------- what the origin does ---------------- */

  void headers(FieldBlock block, boolean end) throws Http2Exception {
    if (over || inflow == null) {
      return;
    }
    if (responded) {
      trailers(inflow, block);
      return;
    }
    ResponseHead head = head(block, end);
    if (head.isInterim()) {
      connection.payForInterim();
      events.interim(head);
      return;
    }
    responded = true;
    inflow.expect(head.bodyLength());
    touch();
    events.response(head);
    if (end) {
      inflow.trailers(null);
    }
  }

  int data(ByteBuf data, int padding, boolean end) throws Http2Exception {
    if (over || inflow == null) {
      return data.readableBytes() + padding;
    }
    if (!responded) {
      throw malformed("DATA before a response");
    }
    return inflow.data(data, padding, end);
  }

  @Override
  public void bytes(ByteBuf chunk) {
    if (over) {
      chunk.release();
      return;
    }
    touch();
    events.chunk(chunk);
  }

  @Override
  public void ended(@Nullable Headers trailers) {
    if (over) {
      return;
    }
    touch();
    events.end(trailers);
  }

  @Override
  public void delivered() {
    touched = false;
    if (!over) {
      events.upstreamReadComplete();
    }
  }

  @Override
  public void readComplete() {
    if (touched) {
      delivered();
    }
  }

  @Override
  public void becameWritable() {
    if (!over && !finished) {
      events.upstreamWritable();
    }
  }

  /** The stream is no more, or will be; tells the exchange unless it has all it wanted. */
  void failed(Failure failure, boolean unprocessed) {
    if (over) {
      return;
    }
    if (inflow != null && inflow.ended()) {
      // The response is whole, if perhaps not delivered; a reset now only ends the request.
      finished = true;
      return;
    }
    over = true;
    if (inflow != null) {
      inflow.discard();
    }
    events.upstreamFailed(failure, unprocessed);
  }

  private ResponseHead head(FieldBlock block, boolean end) throws Http2Exception {
    try {
      return ResponseFields.head(block, end, toHead);
    } catch (BadMessage e) {
      failed(e.failure(), false);
      throw malformed(e.failure().message());
    }
  }

  private void trailers(Inflow in, FieldBlock block) throws Http2Exception {
    String problem = block.trailerProblem();
    if (problem != null) {
      throw malformed(problem);
    }
    in.trailers(block.headers());
  }

  private Http2Exception malformed(String problem) {
    int id = stream == null ? 0 : stream.id();
    return Http2Exception.streamError(id, Http2Error.PROTOCOL_ERROR, "malformed: %s", problem);
  }

  private void touch() {
    if (!touched) {
      touched = true;
      connection.touch(this);
    }
  }

  private void writeHeaders(Http2Stream to, Http2Headers section) {
    connection
        .encoder()
        .writeHeaders(connection.context(), to.id(), section, 0, finished, connection.promise());
  }

  private void writeData(Http2Stream to, ByteBuf data, boolean end) {
    connection
        .encoder()
        .writeData(connection.context(), to.id(), data, 0, end, connection.promise());
  }
}
