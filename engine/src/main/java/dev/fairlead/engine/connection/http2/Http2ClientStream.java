package dev.fairlead.engine.connection.http2;

import dev.fairlead.engine.exchange.ClientEvents;
import dev.fairlead.engine.exchange.ClientStream;
import dev.fairlead.engine.http2.Fields;
import dev.fairlead.engine.http2.Inflow;
import dev.fairlead.engine.http2.LinkStream;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/**
 * One request stream. Its exchange hears of the request's end, or that the client failed, unless it
 * gave up itself; after {@code clientFailed} it hears nothing. Event loop only.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty hears of failed writes itself.
final class Http2ClientStream implements ClientStream, LinkStream, Inflow.Sink {
  private static final FieldName SEC_WEBSOCKET_ACCEPT = FieldName.of("Sec-WebSocket-Accept");

  private final Http2ClientConnection connection;
  private final Http2Stream stream;
  private final Inflow inflow;
  private @Nullable ClientEvents events;
  private boolean tunnel;
  private boolean finished;
  private boolean over;
  private boolean touched;
  private long left = -1;
  private long progressedAt;

  Http2ClientStream(Http2ClientConnection connection, Http2Stream stream) {
    this.connection = connection;
    this.stream = stream;
    this.inflow = new Inflow(connection, stream, this);
  }

  Inflow inflow() {
    return inflow;
  }

  void begin(RequestHead head, Exchanges exchanges) {
    inflow.expect(head.bodyLength());
    events = exchanges.begin(head, this);
    // The head must go on even if nothing follows it: behind CONNECT the client waits.
    touch();
  }

  void refuse(Failure failure, Exchanges exchanges) {
    events = exchanges.refuse(failure, this);
  }

  /* ---------------- what the client does ---------------- */

  @Override
  public void bytes(ByteBuf chunk) {
    if (over || events == null) {
      chunk.release();
      return;
    }
    touch();
    events.body(chunk);
  }

  @Override
  public void ended(@Nullable Headers trailers) {
    if (!over && events != null) {
      touch();
      events.bodyEnd(trailers);
    }
  }

  @Override
  public void delivered() {
    touched = false;
    if (!over && events != null) {
      events.clientReadComplete();
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
    if (!over && !finished && events != null) {
      events.clientWritable();
    }
  }

  /** The client took part of the stream away; nothing is written to it any more. */
  void gone(Failure failure) {
    if (over) {
      return;
    }
    boolean complete = finished && inflow.ended();
    over = true;
    inflow.discard();
    if (!complete && events != null) {
      events.clientFailed(failure);
    }
  }

  /** The stream is no more. */
  void closed(@Nullable Http2Exception broken) {
    if (finished && inflow.ended()) {
      connection.completed();
    }
    gone(
        broken == null
            ? new Failure(Failure.Kind.CLIENT_GONE, "the client closed the connection")
            : new Failure(Failure.Kind.BAD_REQUEST, "HTTP/2: " + broken.getMessage()));
  }

  void tick(long nanos, long patience) {
    if (over) {
      return;
    }
    if (events != null) {
      events.tick(nanos);
    }
    if (finished && !over) {
      tickFinished(nanos, patience);
    }
  }

  /** The response is out of the exchange's hands; sees that the rest ends too. */
  private void tickFinished(long nanos, long patience) {
    boolean sent = stream.state() == Http2Stream.State.HALF_CLOSED_LOCAL;
    long waiting = sent ? 0 : unsent();
    if (waiting != left) {
      left = waiting;
      progressedAt = nanos;
    } else if (sent && !tunnel) {
      // The rest of the request serves nobody (RFC 9113 §8.1). A last frame had one tick to come.
      gone(new Failure(Failure.Kind.CLIENT_GONE, "the response ended before the request"));
      connection.reset(stream, Http2Error.NO_ERROR);
    } else if (!sent && nanos - progressedAt > patience) {
      gone(new Failure(Failure.Kind.CLIENT_GONE, "the client does not read"));
      connection.reset(stream, Http2Error.CANCEL);
    }
  }

  private void touch() {
    if (!touched) {
      touched = true;
      connection.touch(this);
    }
  }

  /* ---------------- what the exchange does ---------------- */

  @Override
  public void interim(ResponseHead head) {
    writeHeaders(Fields.response(head.status(), head.headers()), false);
  }

  @Override
  public void respond(ResponseHead head) {
    boolean end = head.bodyLength() == Body.NONE;
    writeHeaders(Fields.response(head.status(), head.headers()), end);
    finished |= end;
  }

  @Override
  public void upgrade(ResponseHead head) {
    tunnel = true;
    Headers headers = head.headers();
    headers.remove(FieldName.CONTENT_LENGTH);
    headers.remove(SEC_WEBSOCKET_ACCEPT);
    writeHeaders(Fields.response(head.status() == 101 ? 200 : head.status(), headers), false);
  }

  @Override
  public void write(ByteBuf chunk) {
    if (over || finished) {
      chunk.release();
      return;
    }
    connection.wrote(chunk.readableBytes());
    connection
        .encoder()
        .writeData(connection.context(), stream.id(), chunk, 0, false, connection.promise());
  }

  @Override
  public void finish(@Nullable Headers trailers) {
    if (over || finished) {
      return;
    }
    finished = true;
    if (trailers != null && trailers.size() > 0) {
      writeHeaders(Fields.trailers(trailers), true);
    } else {
      connection
          .encoder()
          .writeData(
              connection.context(),
              stream.id(),
              Unpooled.EMPTY_BUFFER,
              0,
              true,
              connection.promise());
    }
  }

  @Override
  public void flush() {
    connection.flushSoon();
  }

  @Override
  public void reading(boolean wanted) {
    if (!over) {
      inflow.reading(wanted);
    }
  }

  @Override
  public boolean writable() {
    return !over && connection.encoder().flowController().isWritable(stream);
  }

  @Override
  public long unsent() {
    return connection.unsent(stream);
  }

  @Override
  public void abort(Failure failure) {
    if (over) {
      return;
    }
    over = true;
    inflow.discard();
    connection.reset(stream, errorFor(failure));
  }

  private Http2Error errorFor(Failure failure) {
    if (failure.kind().side() == Failure.Side.CLIENT) {
      return Http2Error.CANCEL;
    }
    return tunnel ? Http2Error.CONNECT_ERROR : Http2Error.INTERNAL_ERROR;
  }

  private void writeHeaders(Http2Headers headers, boolean end) {
    if (!over) {
      connection
          .encoder()
          .writeHeaders(connection.context(), stream.id(), headers, 0, end, connection.promise());
    }
  }
}
