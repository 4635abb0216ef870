package dev.fairlead.engine.connection.http1;

import dev.fairlead.engine.connection.Service;
import dev.fairlead.engine.exchange.ClientEvents;
import dev.fairlead.engine.exchange.ClientStream;
import dev.fairlead.engine.http1.After;
import dev.fairlead.engine.http1.BodyReader;
import dev.fairlead.engine.http1.BodySink;
import dev.fairlead.engine.http1.ChunkWriter;
import dev.fairlead.engine.http1.Framing;
import dev.fairlead.engine.http1.HeadWriter;
import dev.fairlead.engine.http1.RequestParser;
import dev.fairlead.engine.loop.HalfClose;
import dev.fairlead.engine.loop.Input;
import dev.fairlead.engine.loop.Output;
import dev.fairlead.engine.loop.Ticker;
import dev.fairlead.engine.message.Answer;
import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import org.jspecify.annotations.Nullable;

/*
 * One exchange at a time. Its two ends come in any order, and the next request is read only when
 * both have come; what a pipelining client sent meanwhile waits in the input. The turn from one
 * exchange to the next happens in one place, turn().
 */

/** A client connection that speaks HTTP/1.0 or HTTP/1.1 (RFC 9112). Event loop only. */
public final class Http1Connection extends ChannelInboundHandlerAdapter
    implements ClientStream, BodySink {
  /** Pipelined bytes that may wait behind a request before reading stops. */
  private static final int PIPELINED = 16 * 1024;

  private final Service service;
  private final Client client;
  private final Input input = new Input();
  private final BodyReader reader;
  private final Parting parting;
  private final Overdue overdue = new Overdue();
  private final Drain drain = new Drain();
  private RequestParser parser;
  private Channel channel;
  private Output output;
  private Ticker.Entry ticks;
  private @Nullable ClientEvents exchange;
  private @Nullable RequestHead request;
  private boolean keepAlive;
  private boolean chunked;
  private boolean tunnel;
  private boolean requestEnded;
  private boolean responseStarted;
  private boolean responseEnded;
  private boolean reading = true;
  private boolean inputClosed;
  private boolean processing;

  /** Becomes the last handler of the pipeline that the context belongs to. */
  @SuppressWarnings("NullAway.Init")
  public Http1Connection(Service service, Client client) {
    this.service = service;
    this.client = client;
    this.parser = new RequestParser(service.limits());
    this.reader = BodyReader.ofRequests(service.limits());
    this.parting = new Parting();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    channel = context.channel();
    output = new Output(context);
    ticks = service.ticker().add(this::tick);
  }

  /* ---------------- From the network ---------------- */

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (parting.begun()) {
      ((ByteBuf) message).release();
      return;
    }
    input.add(context.alloc(), (ByteBuf) message);
    process();
    adjustReading();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    readComplete();
  }

  private void readComplete() {
    if (exchange != null) {
      exchange.clientReadComplete();
    }
  }

  private void process() {
    if (processing) {
      return;
    }
    processing = true;
    try {
      while (input.isReadable() && step(input.bytes())) {
        // Each step takes a head or a piece of a body, or turns to the next exchange.
      }
    } catch (BadMessage bad) {
      refuse(bad.failure());
    } finally {
      processing = false;
      input.compact();
    }
    if (inputClosed && !parting.begun() && hasNoMore()) {
      atEndOfInput();
    }
  }

  /** Whether what is left of the input, if anything, is a fragment that nothing will complete. */
  private boolean hasNoMore() {
    return !input.isReadable() || exchange == null || (reading && !requestEnded);
  }

  /** Whether something was taken, so that the next step may find more. */
  private boolean step(ByteBuf bytes) throws BadMessage {
    if (parting.begun()) {
      input.clear();
      return false;
    }
    if (exchange == null) {
      RequestHead head = parser.parse(bytes);
      if (head == null) {
        return false;
      }
      begin(head);
    } else if (!requestEnded) {
      if (!reading) {
        return false;
      }
      int before = bytes.readableBytes();
      boolean ended = reader.read(bytes, this);
      // An incomplete trailer section stays where it is until more of it comes.
      if (!ended && bytes.readableBytes() == before) {
        return false;
      }
    } else {
      return false;
    }
    turn();
    return true;
  }

  private void begin(RequestHead head) {
    request = head;
    keepAlive = parser.persistent() && !service.draining();
    responseStarted = false;
    responseEnded = false;
    tunnel = false;
    reading = true;
    overdue.headRead();
    boolean connect = head.method().equals(Method.CONNECT);
    reader.begin(connect ? Framing.TUNNEL : parser.framing(), head.bodyLength());
    requestEnded = !connect && parser.framing() == Framing.NONE;
    ClientEvents begun = service.begin(client, head, this);
    exchange = begun;
    if (requestEnded) {
      begun.bodyEnd(null);
    }
  }

  @Override
  public void chunk(ByteBuf bytes) {
    if (exchange == null) {
      bytes.release();
    } else {
      exchange.body(bytes);
    }
  }

  @Override
  public void end(@Nullable Headers trailers) {
    requestEnded = true;
    if (exchange != null) {
      exchange.bodyEnd(trailers);
    }
  }

  /** Goes on to the next exchange, or ends the connection, once both sides are done. */
  private void turn() {
    if (exchange == null || !responseEnded || parting.begun()) {
      return;
    }
    if (tunnel) {
      if (requestEnded) {
        part();
      }
    } else if (requestEnded && keepAlive) {
      exchange = null;
      request = null;
      overdue.waiting();
    } else {
      exchange = null;
      part();
    }
  }

  private void part() {
    // What follows a request that ended well is not expected; its end may have come already.
    parting.begin(channel, inputClosed || (requestEnded && !input.isReadable()));
    input.clear();
    channel.config().setAutoRead(!inputClosed);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      endOfInput();
    } else if (event instanceof SslCloseCompletionEvent closed && closed.isSuccess()) {
      endOfInput();
    }
    context.fireUserEventTriggered(event);
  }

  private void endOfInput() {
    inputClosed = true;
    if (!parting.begun()) {
      process();
    } else if (parting.isOver()) {
      channel.close();
    }
  }

  /**
   * In a tunnel half of it has ended; in HTTP a client that stops sending has left, as in nginx.
   */
  private void atEndOfInput() {
    if (tunnel) {
      if (exchange != null && !requestEnded) {
        reader.eof(this);
        readComplete();
        turn();
      }
    } else if (exchange == null) {
      part();
    } else {
      channel.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    service.ticker().remove(ticks);
    ClientEvents left = exchange;
    exchange = null;
    if (left != null) {
      left.clientFailed(new Failure(Failure.Kind.CLIENT_GONE, "the client closed the connection"));
    }
    input.clear();
    output.discard();
    context.fireChannelInactive();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (exchange != null && channel.isWritable()) {
      exchange.clientWritable();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    channel.close();
  }

  private void tick(long now) {
    if (parting.begun()) {
      parting.tick(channel, now, service.patience().write());
    } else if (exchange != null) {
      exchange.tick(now);
    } else if (drain.isStuck(channel, now, service.patience().write())) {
      channel.close();
    } else if (service.draining() && !input.isReadable()) {
      part();
    } else if (overdue.idle(now, input.isReadable(), service.patience())) {
      part();
    } else if (overdue.head(now, input.isReadable(), service.patience())) {
      refuse(new Failure(Failure.Kind.REQUEST_TIMEOUT, "the request head took too long"));
    }
  }

  /** The bytes are no message, or come too late: nothing after them can be trusted. */
  private void refuse(Failure failure) {
    ClientEvents ended = exchange;
    exchange = null;
    Answer answer = null;
    if (ended != null) {
      boolean silent = responseStarted;
      ended.clientFailed(failure);
      answer = silent ? null : service.render(failure);
    } else {
      answer = service.reject(client, failure);
    }
    requestEnded = false;
    if (answer != null) {
      writeWhole(answer);
    }
    part();
  }

  private void writeWhole(Answer answer) {
    Headers fields = answer.headers().copy();
    fields.set(FieldName.CONTENT_LENGTH, Integer.toString(answer.body().length));
    ResponseHead head =
        new ResponseHead(answer.status(), "", HttpVersion.HTTP_1_1, fields, answer.body().length);
    HeadWriter.response(output.bytes(), head, Method.GET, version(), After.CLOSE);
    output.pass(Unpooled.wrappedBuffer(answer.body()));
    output.flush();
  }

  /* ---------------- From the exchange ---------------- */

  @Override
  public void interim(ResponseHead head) {
    if (version() != HttpVersion.HTTP_1_0) {
      HeadWriter.response(output.bytes(), head, method(), version(), After.KEEP_ALIVE);
    }
  }

  @Override
  public void respond(ResponseHead head) {
    responseStarted = true;
    keepAlive &= requestEnded && !service.draining();
    After after = keepAlive ? After.KEEP_ALIVE : After.CLOSE;
    Framing framing = HeadWriter.response(output.bytes(), head, method(), version(), after);
    chunked = framing == Framing.CHUNKED;
    keepAlive &= framing != Framing.UNTIL_CLOSE;
  }

  @Override
  public void upgrade(ResponseHead head) {
    responseStarted = true;
    tunnel = true;
    chunked = false;
    HeadWriter.response(output.bytes(), head, method(), version(), After.UPGRADE);
    if (requestEnded) {
      requestEnded = false;
      reader.begin(Framing.TUNNEL, Body.UNKNOWN);
      resume();
    }
  }

  @Override
  public void write(ByteBuf chunk) {
    if (chunked && chunk.isReadable()) {
      ChunkWriter.start(output.bytes(), chunk.readableBytes());
      output.pass(chunk);
      ChunkWriter.end(output.bytes());
    } else {
      output.pass(chunk);
    }
  }

  @Override
  public void finish(@Nullable Headers trailers) {
    responseEnded = true;
    if (chunked) {
      ChunkWriter.last(output.bytes(), trailers);
    }
    output.flush();
    if (tunnel && !requestEnded) {
      HalfClose.whenSent(channel);
    }
    if (!processing) {
      turn();
      resume();
    }
  }

  /** Reads on where an exchange, not the network, gave the occasion. */
  private void resume() {
    if (!processing && input.isReadable()) {
      process();
      readComplete();
    }
    adjustReading();
  }

  @Override
  public void flush() {
    output.flush();
  }

  @Override
  public void reading(boolean wanted) {
    if (reading != wanted) {
      reading = wanted;
      if (wanted && !processing) {
        resume();
      }
      adjustReading();
    }
  }

  private void adjustReading() {
    boolean full = requestEnded && exchange != null && input.readableBytes() > PIPELINED;
    // A read behind the end of input would be an error, and close what still is to be sent.
    boolean wanted = !inputClosed && (parting.begun() || ((reading || exchange == null) && !full));
    if (channel.config().isAutoRead() != wanted) {
      channel.config().setAutoRead(wanted);
    }
  }

  @Override
  public boolean writable() {
    return channel.isWritable();
  }

  @Override
  public long unsent() {
    return channel.bytesBeforeWritable();
  }

  @Override
  public void abort(Failure failure) {
    exchange = null;
    output.discard();
    parting.reset(channel);
  }

  private Method method() {
    return request == null ? Method.GET : request.method();
  }

  private HttpVersion version() {
    return request == null ? HttpVersion.HTTP_1_1 : request.version();
  }
}
