package dev.fairlead.engine.connection;

import dev.fairlead.engine.connection.http1.Http1Connection;
import dev.fairlead.engine.loop.Breakage;
import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.Failure;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SniCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses HTTP/2 or HTTP/1.1 by what ALPN (RFC 7301) agreed on, once TLS stands. */
final class AfterHandshake extends ApplicationProtocolNegotiationHandler {
  private static final Logger LOG = LoggerFactory.getLogger(AfterHandshake.class);

  private final Service service;
  private final Client plain;
  private @Nullable String serverName;
  private boolean counted;

  AfterHandshake(Service service, Client plain) {
    super(ApplicationProtocolNames.HTTP_1_1);
    this.service = service;
    this.plain = plain;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event instanceof SniCompletionEvent sni) {
      serverName = sni.hostname();
    }
    super.userEventTriggered(context, event);
  }

  @Override
  protected void configurePipeline(ChannelHandlerContext context, String protocol) {
    service.handshakes().complete();
    Client client = new Client(plain.connection(), plain.address(), plain.local(), facts(context));
    Visit.identify(context.channel(), client);
    if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
      Http2Start.on(context.pipeline(), service, client);
    } else {
      context.pipeline().addLast(new Http1Connection(service, client));
    }
  }

  private Client.Tls facts(ChannelHandlerContext context) {
    SSLSession session = context.pipeline().get(SslHandler.class).engine().getSession();
    return new Client.Tls(session.getProtocol(), session.getCipherSuite(), serverName);
  }

  @Override
  protected void handshakeFailure(ChannelHandlerContext context, Throwable cause) {
    failed();
    if (LOG.isDebugEnabled()) {
      LOG.debug("no TLS with client {}: {}", plain.ip(), Breakage.words(cause));
    }
    service.reject(
        plain, new Failure(Failure.Kind.BAD_REQUEST, "the TLS handshake with the client failed"));
    context.close();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // Why a handshake failed has been said; what is no ClientHello does not get as far as one.
    failed();
    context.close();
  }

  private void failed() {
    if (!counted) {
      counted = true;
      service.handshakes().fail();
    }
  }
}
