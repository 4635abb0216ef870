package dev.fairlead.engine.upstream.http1;

import dev.fairlead.engine.exchange.UpstreamEvents;
import dev.fairlead.engine.exchange.UpstreamFacts;
import dev.fairlead.engine.exchange.UpstreamStream;
import dev.fairlead.engine.http1.After;
import dev.fairlead.engine.http1.BodyReader;
import dev.fairlead.engine.http1.BodySink;
import dev.fairlead.engine.http1.ChunkWriter;
import dev.fairlead.engine.http1.Framing;
import dev.fairlead.engine.http1.HeadWriter;
import dev.fairlead.engine.http1.Http1Limits;
import dev.fairlead.engine.http1.ResponseParser;
import dev.fairlead.engine.loop.HalfClose;
import dev.fairlead.engine.loop.Input;
import dev.fairlead.engine.loop.Output;
import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Gateway;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection to an upstream: one exchange after the other in HTTP/1.1, or one tunnel of opaque
 * bytes. Between exchanges its owner keeps it; anything that arrives then poisons it. Event loop
 * only.
 */
public final class Http1Upstream extends ChannelInboundHandlerAdapter
    implements UpstreamStream, BodySink {
  /** Who keeps connections between exchanges. */
  public interface Owner {
    /** The exchange is over and another may begin. */
    void reusable(Http1Upstream connection);

    /** It is gone; called exactly once. */
    void closed(Http1Upstream connection);
  }

  private static final int MAX_INTERIMS = 64;
  private static final int LAST_SECONDS = 30;

  private final Owner owner;
  private final Endpoint endpoint;
  private final Channel channel;
  private final ResponseParser parser;
  private final BodyReader reader;
  private final Input input = new Input();
  private @Nullable Output output;
  private @Nullable UpstreamEvents events;
  private Method method = Method.GET;
  private boolean upgradeAsked;
  private boolean chunked;
  private boolean raw;
  private boolean headRead;
  private boolean requestEnded;
  private boolean responseEnded;
  private boolean reading = true;
  private boolean inputClosed;
  private boolean processing;
  private int interims;
  private long idleSince;

  public Http1Upstream(Owner owner, Endpoint endpoint, Channel channel, Http1Limits limits) {
    this.owner = owner;
    this.endpoint = endpoint;
    this.channel = channel;
    this.parser = new ResponseParser(limits);
    this.reader = BodyReader.ofResponses(limits);
    channel.pipeline().addLast(this);
    channel.config().setAutoRead(true);
  }

  public boolean isOpen() {
    return channel.isActive() && !inputClosed;
  }

  public SocketAddress remote() {
    return channel.remoteAddress();
  }

  /** Serves the next exchange, or the tunnel. */
  public void begin(UpstreamEvents next, UpstreamFacts facts) {
    events = next;
    raw = endpoint.use() == Endpoint.Use.TUNNEL;
    headRead = raw;
    requestEnded = false;
    responseEnded = false;
    interims = 0;
    idleSince = 0;
    reading(true);
    if (raw) {
      reader.begin(Framing.TUNNEL, Body.UNKNOWN);
    }
    next.connected(this, facts);
  }

  /** Nanoseconds it has been without an exchange, as far as ticks can tell. */
  public long idleFor(long now) {
    if (idleSince == 0) {
      idleSince = now;
    }
    return now - idleSince;
  }

  /** Lets it wait for the next exchange. */
  public void park() {
    idleSince = 0;
    reading(true);
  }

  public void close() {
    channel.close();
  }

  /* ---------------- From the exchange ---------------- */

  @Override
  public void send(RequestHead head) {
    method = head.method();
    // What has no body has ended with its head, whoever still has to say so.
    requestEnded = head.bodyLength() == Body.NONE;
    upgradeAsked = head.headers().contains(FieldName.UPGRADE);
    Gateway gateway = endpoint.absoluteForm() ? endpoint.gateway() : null;
    Gateway.Credentials credentials = gateway == null ? null : gateway.credentials();
    if (credentials != null) {
      head.headers().set(FieldName.PROXY_AUTHORIZATION, basic(credentials));
    }
    try {
      After after = upgradeAsked ? After.UPGRADE : After.KEEP_ALIVE;
      Framing framing = HeadWriter.request(output().bytes(), head, endpoint.absoluteForm(), after);
      chunked = framing == Framing.CHUNKED;
    } catch (BadMessage bad) {
      fail(bad.failure());
    } finally {
      if (credentials != null) {
        // A retry may go elsewhere, where these credentials must not be seen.
        head.headers().remove(FieldName.PROXY_AUTHORIZATION);
      }
    }
  }

  private static String basic(Gateway.Credentials credentials) {
    byte[] text =
        (credentials.user() + ":" + credentials.password()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(text);
  }

  @Override
  public void write(ByteBuf chunk) {
    if (chunked && !raw && chunk.isReadable()) {
      ChunkWriter.start(output().bytes(), chunk.readableBytes());
      output().pass(chunk);
      ChunkWriter.end(output().bytes());
    } else {
      output().pass(chunk);
    }
  }

  @Override
  public void finish(@Nullable Headers trailers) {
    if (raw) {
      output().flush();
      requestEnded = true;
      if (responseEnded) {
        closeWhenSent();
      } else {
        HalfClose.whenSent(channel);
      }
      return;
    }
    if (chunked) {
      ChunkWriter.last(output().bytes(), trailers);
    }
    requestEnded = true;
  }

  /** The exchange is over and waits for nobody, so a peer that reads no more has its time here. */
  private void closeWhenSent() {
    ChannelFuture sent = channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
    sent.addListener(ChannelFutureListener.CLOSE);
    if (!sent.isDone()) {
      Future<?> late = channel.eventLoop().schedule(this::close, LAST_SECONDS, TimeUnit.SECONDS);
      channel.closeFuture().addListener(_ -> late.cancel(false));
    }
  }

  @Override
  public void flush() {
    output().flush();
  }

  @Override
  public void reading(boolean wanted) {
    if (reading != wanted) {
      reading = wanted;
      // A read behind the end of input would be an error, and close what still is to be sent.
      channel.config().setAutoRead(wanted && !inputClosed);
      if (wanted) {
        process();
      }
    }
  }

  @Override
  public boolean writable() {
    return channel.isWritable();
  }

  @Override
  public void cancel() {
    events = null;
    if (raw) {
      // A tunnel that breaks on one side breaks on the other.
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    }
    close();
  }

  /* ---------------- From the network ---------------- */

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    input.add(context.alloc(), (ByteBuf) message);
    process();
  }

  private void process() {
    if (processing) {
      return;
    }
    processing = true;
    try {
      while (reading && input.isReadable() && step(input.bytes())) {
        // Each step takes a head or a piece of a body.
      }
    } catch (BadMessage bad) {
      fail(bad.failure());
    } finally {
      processing = false;
      input.compact();
    }
    if (inputClosed && (reading || !input.isReadable())) {
      atEndOfInput();
    }
  }

  /** Whether something was taken, so that the next step may find more. */
  private boolean step(ByteBuf bytes) throws BadMessage {
    if (events == null || (responseEnded && !raw)) {
      // Nobody asked: whatever this is, it must not become the answer to the next request.
      input.clear();
      close();
      return false;
    }
    if (headRead) {
      // The reader takes all it can; what is left is the beginning of something.
      return reader.read(bytes, this) && bytes.isReadable();
    }
    ResponseHead head = parser.parse(bytes, method, upgradeAsked);
    if (head == null) {
      return false;
    }
    if (head.isInterim()) {
      if (++interims > MAX_INTERIMS) {
        throw new BadMessage(
            Failure.Kind.BAD_RESPONSE, "The upstream sends interim responses without end");
      }
      events.interim(head);
    } else {
      headRead = true;
      begin(head);
    }
    return true;
  }

  private void begin(ResponseHead head) throws BadMessage {
    Framing framing = parser.framing();
    reader.begin(framing, head.bodyLength());
    if (framing == Framing.TUNNEL) {
      raw = true;
      requestEnded = false;
    }
    Objects.requireNonNull(events).response(head);
    if (framing == Framing.NONE && events != null) {
      end(null);
    }
  }

  @Override
  public void chunk(ByteBuf bytes) {
    if (events == null) {
      bytes.release();
    } else {
      events.chunk(bytes);
    }
  }

  @Override
  public void end(@Nullable Headers trailers) {
    responseEnded = true;
    UpstreamEvents ended = events;
    if (ended == null) {
      return;
    }
    boolean clean = requestEnded && !input.isReadable() && !inputClosed && parser.persistent();
    if (raw) {
      ended.end(null);
      if (requestEnded) {
        closeWhenSent();
      }
    } else if (!requestEnded) {
      ended.end(trailers);
    } else {
      events = null;
      headRead = false;
      if (clean) {
        owner.reusable(this);
      } else {
        close();
      }
      ended.end(trailers);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (events != null) {
      events.upstreamReadComplete();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (events != null && channel.isWritable()) {
      events.upstreamWritable();
    }
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

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    inputClosed = true;
    fail(broken());
    input.clear();
    output().discard();
    owner.closed(this);
  }

  /** What was held back is delivered first. */
  private void endOfInput() {
    inputClosed = true;
    process();
  }

  private void atEndOfInput() {
    if (events == null) {
      close();
    } else if (!responseEnded && !(headRead && reader.eof(this))) {
      fail(broken());
    }
  }

  private Failure broken() {
    return new Failure(
        Failure.Kind.CONNECTION_BROKEN,
        endpoint.authority()
            + (headRead
                ? " closed the connection in the middle of its response"
                : " closed the connection without a response"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(broken());
    close();
  }

  private void fail(Failure failure) {
    UpstreamEvents failed = events;
    if (failed != null) {
      events = null;
      close();
      failed.upstreamFailed(failure, false);
    }
  }

  private Output output() {
    if (output == null) {
      output = new Output(channel.pipeline().context(this));
    }
    return output;
  }
}
