package dev.fairlead.engine.connection;

import dev.fairlead.engine.connection.http1.Http1Connection;
import dev.fairlead.engine.connection.tls.ServerTls;
import dev.fairlead.engine.loop.Breakage;
import dev.fairlead.engine.loop.EndOfInput;
import dev.fairlead.engine.loop.Input;
import dev.fairlead.engine.loop.Ticker;
import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.ssl.SniHandler;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the first bytes of a connection and decides what is spoken on it: TLS by its record
 * type, HTTP/2 by its preface (RFC 9113 §3.4), else HTTP/1. Then it leaves the pipeline.
 */
final class FirstBytes extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(FirstBytes.class);
  private static final AtomicLong NUMBERS = new AtomicLong();
  private static final byte TLS_HANDSHAKE = 0x16;
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Service service;
  private final ListenerSettings settings;
  private final Input input = new Input();
  private @Nullable InetSocketAddress announced;
  private Ticker.@Nullable Entry ticks;
  private long since;

  FirstBytes(Service service, ListenerSettings settings) {
    this.service = service;
    this.settings = settings;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ticks = service.ticker().add(now -> tick(context.channel(), now));
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (ticks != null) {
      service.ticker().remove(ticks);
    }
    input.clear();
  }

  private void tick(Channel channel, long now) {
    if (since == 0) {
      since = now;
    }
    if (now - since > service.patience().header().toNanos() || service.draining()) {
      channel.close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HAProxyMessage header) {
      announced = ProxyHeader.client(header);
      header.release();
      return;
    }
    input.add(context.alloc(), (ByteBuf) message);
    ByteBuf bytes = input.bytes();
    if (bytes.getByte(bytes.readerIndex()) == TLS_HANDSHAKE) {
      secure(context);
    } else if (settings.tlsOnly()) {
      refuse(context, "this port speaks TLS only: use https");
    } else {
      plain(context, bytes);
    }
  }

  private void secure(ChannelHandlerContext context) {
    ServerTls tls = settings.tls();
    if (tls == null) {
      refuse(context, "this port speaks no TLS: use http, or configure server.tls");
      return;
    }
    long handshake = service.patience().header().toMillis();
    context.pipeline().addLast(new SniHandler(tls, 16 * 1024, handshake));
    context.pipeline().addLast(new AfterHandshake(service, client(context.channel())));
    leave(context);
  }

  private void plain(ChannelHandlerContext context, ByteBuf bytes) {
    int known = Math.min(bytes.readableBytes(), PREFACE.length);
    boolean preface = settings.http2();
    for (int i = 0; preface && i < known; i++) {
      preface = bytes.getByte(bytes.readerIndex() + i) == PREFACE[i];
    }
    if (!preface) {
      context.pipeline().addLast(new Http1Connection(service, client(context.channel())));
      leave(context);
    } else if (known == PREFACE.length) {
      Http2Start.on(context.pipeline(), service, client(context.channel()));
      leave(context);
    }
  }

  private void leave(ChannelHandlerContext context) {
    context.fireChannelRead(input.bytes().retain());
    context.pipeline().remove(this);
  }

  private void refuse(ChannelHandlerContext context, String why) {
    service.reject(client(context.channel()), new Failure(Failure.Kind.BAD_REQUEST, why));
    context.close();
  }

  private Client client(Channel channel) {
    InetSocketAddress peer = (InetSocketAddress) channel.remoteAddress();
    Client client =
        new Client(
            NUMBERS.incrementAndGet(),
            announced == null ? peer : announced,
            (InetSocketAddress) channel.localAddress(),
            null);
    Visit.identify(channel, client);
    return client;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (EndOfInput.isToldBy(event, context.channel())) {
      context.close();
    }
    context.fireUserEventTriggered(event);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (LOG.isDebugEnabled()) {
      LOG.debug("a connection broke with its first bytes: {}", Breakage.words(cause));
    }
    context.close();
  }
}
