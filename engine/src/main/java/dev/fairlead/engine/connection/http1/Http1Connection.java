package dev.fairlead.engine.connection.http1;

import dev.fairlead.engine.connection.Service;
import dev.fairlead.engine.exchange.ClientEvents;
import dev.fairlead.engine.http1.Intake;
import dev.fairlead.engine.loop.Breakage;
import dev.fairlead.engine.loop.EndOfInput;
import dev.fairlead.engine.loop.HalfClose;
import dev.fairlead.engine.loop.Ticker;
import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * One exchange at a time. Its two ends, of Requests and of Responses, come in any order, and the
 * next request is read only when both have come; what a pipelining client sent meanwhile waits in
 * the intake. The turn from one exchange to the next happens in one place, turn().
 */

/** A client connection that speaks HTTP/1.0 or HTTP/1.1 (RFC 9112). Event loop only. */
public final class Http1Connection extends ChannelInboundHandlerAdapter implements Responses.Owner {
  private static final Logger LOG = LoggerFactory.getLogger(Http1Connection.class);

  /** Pipelined bytes that may wait behind a request before reading stops. */
  private static final int PIPELINED = 16 * 1024;

  private final Service service;
  private final Client client;
  private final Intake intake = new Intake(this::step);
  private final Requests requests;
  private final Parting parting = new Parting();
  private final Overdue overdue = new Overdue();
  private Channel channel;
  private Responses responses;
  private Ticker.Entry ticks;
  private boolean keepAlive;
  private boolean tunnel;
  private boolean inputClosed;

  /** Becomes the last handler of the pipeline that the context belongs to. */
  @SuppressWarnings("NullAway.Init")
  public Http1Connection(Service service, Client client) {
    this.service = service;
    this.client = client;
    this.requests = new Requests(this::open, service.limits());
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    channel = context.channel();
    responses = new Responses(this, context);
    ticks = service.ticker().add(this::tick);
  }

  /* ---------------- From the network ---------------- */

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (parting.begun()) {
      ((ByteBuf) message).release();
      return;
    }
    intake.add(context.alloc(), (ByteBuf) message);
    process();
    adjustReading();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    requests.readComplete();
  }

  private void process() {
    try {
      if (!intake.run()) {
        return;
      }
    } catch (BadMessage bad) {
      refuse(bad.failure());
    }
    // What is left, if anything, may be a fragment that nothing will complete.
    if (inputClosed && !parting.begun() && (!intake.isReadable() || requests.starves())) {
      atEndOfInput();
    }
  }

  private boolean step(ByteBuf bytes) throws BadMessage {
    if (parting.begun()) {
      intake.clear();
      return false;
    }
    boolean taken = requests.take(bytes);
    if (taken) {
      turn();
    }
    return taken;
  }

  private ClientEvents open(RequestHead head, boolean persistent) {
    responses.begin(head);
    keepAlive = persistent;
    tunnel = false;
    overdue.headRead();
    return service.begin(client, head, responses);
  }

  /** Goes on to the next exchange, or ends the connection, once both sides are done. */
  private void turn() {
    if (requests.exchange() == null || !responses.ended() || parting.begun()) {
      return;
    }
    if (tunnel) {
      if (requests.ended()) {
        part();
      }
    } else {
      requests.leave();
      if (requests.ended() && keepAlive) {
        overdue.waiting();
      } else {
        part();
      }
    }
  }

  private void part() {
    // What follows a request that ended well is not expected; its end may have come already.
    parting.begin(channel, inputClosed || (requests.ended() && !intake.isReadable()));
    intake.clear();
    channel.config().setAutoRead(!inputClosed);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (EndOfInput.isToldBy(event, context.channel())) {
      inputClosed = true;
      if (!parting.begun()) {
        process();
      } else if (parting.isOver()) {
        channel.close();
      }
    }
    context.fireUserEventTriggered(event);
  }

  /**
   * In a tunnel half of it has ended; in HTTP a client that stops sending has left, as in nginx.
   */
  private void atEndOfInput() {
    if (tunnel) {
      if (requests.exchange() != null && !requests.ended()) {
        requests.eof();
        requests.readComplete();
        turn();
      }
    } else if (requests.exchange() == null) {
      part();
    } else {
      channel.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    service.ticker().remove(ticks);
    ClientEvents left = requests.leave();
    if (left != null) {
      left.clientFailed(new Failure(Failure.Kind.CLIENT_GONE, "the client closed the connection"));
    }
    intake.clear();
    responses.discard();
    context.fireChannelInactive();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    ClientEvents exchange = requests.exchange();
    if (exchange != null && channel.isWritable()) {
      exchange.clientWritable();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (LOG.isDebugEnabled()) {
      LOG.debug("the connection of client {} broke: {}", client.ip(), Breakage.words(cause));
    }
    channel.close();
  }

  private void tick(long now) {
    Service.Patience patience = service.patience();
    ClientEvents exchange = requests.exchange();
    boolean begun = intake.isReadable();
    if (parting.begun()) {
      parting.tick(channel, now, patience.write());
    } else if (exchange != null) {
      exchange.tick(now);
    } else if (overdue.stuck(channel, now, patience)) {
      channel.close();
    } else if ((service.draining() && !begun) || overdue.idle(now, begun, patience)) {
      part();
    } else if (overdue.head(now, begun, patience)) {
      refuse(new Failure(Failure.Kind.REQUEST_TIMEOUT, "the request head took too long"));
    }
  }

  /** The bytes are no message, or come too late: nothing after them can be trusted. */
  private void refuse(Failure failure) {
    ClientEvents ended = requests.leave();
    requests.spoil();
    if (ended == null) {
      responses.whole(service.reject(client, failure));
    } else {
      boolean answered = responses.started();
      ended.clientFailed(failure);
      if (!answered) {
        responses.whole(service.render(failure));
      }
    }
    part();
  }

  /* ---------------- From the responses ---------------- */

  @Override
  public boolean mayGoOn() {
    return keepAlive && requests.ended() && !service.draining();
  }

  @Override
  public void isLast() {
    keepAlive = false;
  }

  @Override
  public void upgraded() {
    tunnel = true;
    if (requests.tunnel()) {
      resume();
    }
  }

  @Override
  public void finished() {
    if (tunnel && !requests.ended()) {
      HalfClose.whenSent(channel);
    }
    if (!intake.running()) {
      turn();
      resume();
    }
  }

  /** Reads on where an exchange, not the network, gave the occasion. */
  private void resume() {
    if (!intake.running() && intake.isReadable()) {
      process();
      requests.readComplete();
    }
    adjustReading();
  }

  @Override
  public void reading(boolean wanted) {
    if (requests.wanted() != wanted) {
      requests.wanted(wanted);
      if (wanted) {
        resume();
      } else {
        adjustReading();
      }
    }
  }

  private void adjustReading() {
    boolean busy = requests.exchange() != null;
    boolean full = busy && requests.ended() && intake.readableBytes() > PIPELINED;
    boolean useful = parting.begun() || ((requests.wanted() || !busy) && !full);
    // A read behind the end of input would be an error, and close what still is to be sent.
    boolean wanted = useful && !inputClosed;
    if (channel.config().isAutoRead() != wanted) {
      channel.config().setAutoRead(wanted);
    }
  }

  @Override
  public void aborted() {
    requests.leave();
    parting.reset(channel);
  }
}
