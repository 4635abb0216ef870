package dev.fairlead.engine.upstream.http1;

import dev.fairlead.engine.exchange.UpstreamEvents;
import dev.fairlead.engine.exchange.UpstreamFacts;
import dev.fairlead.engine.exchange.UpstreamStream;
import dev.fairlead.engine.http1.Http1Limits;
import dev.fairlead.engine.http1.Intake;
import dev.fairlead.engine.loop.Breakage;
import dev.fairlead.engine.loop.EndOfInput;
import dev.fairlead.engine.loop.HalfClose;
import dev.fairlead.engine.loop.LastWords;
import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to an upstream: one exchange after the other in HTTP/1.1, or one tunnel of opaque
 * bytes. Between exchanges its owner keeps it; anything that arrives then poisons it. Event loop
 * only.
 */
public final class Http1Upstream extends ChannelInboundHandlerAdapter implements UpstreamStream {
  /** Who keeps connections between exchanges. */
  public interface Owner {
    /** The exchange is over and another may begin. */
    void reusable(Http1Upstream connection);

    /** It is gone; called exactly once. */
    void closed(Http1Upstream connection);
  }

  private static final Logger LOG = LoggerFactory.getLogger(Http1Upstream.class);
  private static final int LAST_SECONDS = 30;

  private final Owner owner;
  private final Endpoint endpoint;
  private final Channel channel;
  private final Responses responses;
  private final Intake intake = new Intake(this::step);
  private Requests requests;
  private boolean reading = true;
  private boolean inputClosed;
  private long idleSince;

  /** Becomes the last handler of the channel's pipeline. */
  @SuppressWarnings("NullAway.Init")
  public Http1Upstream(Owner owner, Endpoint endpoint, Channel channel, Http1Limits limits) {
    this.owner = owner;
    this.endpoint = endpoint;
    this.channel = channel;
    this.responses = new Responses(this::ended, limits);
    channel.pipeline().addLast(this);
    channel.config().setAutoRead(true);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    requests = new Requests(endpoint, context);
  }

  public boolean isOpen() {
    return channel.isActive() && !inputClosed;
  }

  public SocketAddress remote() {
    return channel.remoteAddress();
  }

  /** Serves the next exchange, or the tunnel. */
  public void begin(UpstreamEvents next, UpstreamFacts facts) {
    requests.begin();
    responses.begin(next, endpoint.use() == Endpoint.Use.TUNNEL);
    idleSince = 0;
    reading(true);
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
    try {
      requests.send(head);
    } catch (BadMessage bad) {
      fail(bad.failure());
    }
  }

  @Override
  public void write(ByteBuf chunk) {
    requests.write(chunk);
  }

  @Override
  public void finish(@Nullable Headers trailers) {
    requests.end(trailers);
    if (responses.tunnel()) {
      requests.flush();
      if (responses.ended()) {
        LastWords.send(channel, LAST_SECONDS);
      } else {
        HalfClose.whenSent(channel);
      }
    }
  }

  @Override
  public void flush() {
    requests.flush();
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
    responses.leave();
    if (responses.tunnel()) {
      // A tunnel that breaks on one side breaks on the other.
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    }
    close();
  }

  /* ---------------- From the network ---------------- */

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    intake.add(context.alloc(), (ByteBuf) message);
    process();
  }

  private void process() {
    try {
      if (!intake.run()) {
        return;
      }
    } catch (BadMessage bad) {
      fail(bad.failure());
    }
    if (inputClosed && (reading || !intake.isReadable())) {
      atEndOfInput();
    }
  }

  private boolean step(ByteBuf bytes) throws BadMessage {
    if (!reading) {
      return false;
    }
    if (!responses.awaited()) {
      // Nobody asked: whatever this is, it must not become the answer to the next request.
      intake.clear();
      close();
      return false;
    }
    return responses.take(bytes, requests);
  }

  private void ended(UpstreamEvents events, @Nullable Headers trailers) {
    if (responses.tunnel()) {
      events.end(null);
      if (requests.ended()) {
        LastWords.send(channel, LAST_SECONDS);
      }
    } else if (!requests.ended()) {
      events.end(trailers);
    } else {
      responses.leave();
      if (!intake.isReadable() && !inputClosed && responses.persistent()) {
        owner.reusable(this);
      } else {
        close();
      }
      events.end(trailers);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    UpstreamEvents events = responses.events();
    if (events != null) {
      events.upstreamReadComplete();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    UpstreamEvents events = responses.events();
    if (events != null && channel.isWritable()) {
      events.upstreamWritable();
    }
  }

  /** What was held back is delivered before its end. */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (EndOfInput.isToldBy(event, context.channel())) {
      inputClosed = true;
      process();
    }
    context.fireUserEventTriggered(event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    inputClosed = true;
    fail(broken());
    intake.clear();
    requests.discard();
    owner.closed(this);
  }

  private void atEndOfInput() {
    if (responses.events() == null) {
      close();
    } else if (!responses.ended() && !responses.eof(EndOfInput.isBelievable(channel))) {
      fail(broken());
    }
  }

  private Failure broken() {
    String when =
        responses.headRead()
            ? " closed the connection in the middle of its response"
            : " closed the connection without a response";
    return new Failure(Failure.Kind.CONNECTION_BROKEN, endpoint.authority() + when);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (LOG.isDebugEnabled()) {
      LOG.debug("the connection to {} broke: {}", endpoint, Breakage.words(cause));
    }
    fail(broken());
    close();
  }

  private void fail(Failure failure) {
    UpstreamEvents failed = responses.leave();
    if (failed != null) {
      close();
      failed.upstreamFailed(failure, false);
    }
  }
}
