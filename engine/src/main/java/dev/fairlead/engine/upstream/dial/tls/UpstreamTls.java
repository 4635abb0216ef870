package dev.fairlead.engine.upstream.dial.tls;

import static javax.net.ssl.StandardConstants.SNI_HOST_NAME;

import dev.fairlead.engine.message.Host;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/**
 * TLS towards origins and gateways: TLS 1.2 or 1.3, verified always, sessions resumed. Built once
 * per configuration, because a context is dear (T6 of the engine's measurements); used by all
 * loops.
 */
public final class UpstreamTls {
  private final SslContext http2;
  private final SslContext http1;

  private UpstreamTls(SslContext http2, SslContext http1) {
    this.http2 = http2;
    this.http1 = http1;
  }

  /**
   * Reads authorities and identity and builds the contexts; takes a good part of a second the first
   * time.
   *
   * @throws IllegalArgumentException naming the file that cannot be used, and why
   */
  public static UpstreamTls create(TlsSettings settings) {
    try {
      TrustManager trust = TrustedAuthorities.trustManager(settings.authorities());
      SslContext http1 = context(settings, trust, List.of(ApplicationProtocolNames.HTTP_1_1));
      SslContext http2 =
          settings.http2()
              ? context(
                  settings,
                  trust,
                  List.of(ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1))
              : http1;
      return new UpstreamTls(http2, http1);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("TLS towards upstreams cannot be set up: " + e, e);
    }
  }

  private static SslContext context(
      TlsSettings settings, TrustManager trust, List<String> protocols) throws SSLException {
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
            .trustManager(trust)
            .protocols("TLSv1.3", "TLSv1.2")
            .endpointIdentificationAlgorithm("HTTPS")
            .applicationProtocolConfig(
                new ApplicationProtocolConfig(
                    Protocol.ALPN,
                    SelectorFailureBehavior.NO_ADVERTISE,
                    SelectedListenerFailureBehavior.ACCEPT,
                    protocols));
    TlsSettings.Identity identity = settings.identity();
    if (identity != null) {
      identify(builder, identity);
    }
    return builder.build();
  }

  private static void identify(SslContextBuilder builder, TlsSettings.Identity identity) {
    Path key = identity.key();
    try {
      builder.keyManager(identity.certificate().toFile(), key.toFile(), identity.passphrase());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          ("%s and %s are no certificate and PKCS #8 key in PEM;"
                  + " openssl pkcs8 -topk8 converts other keys,"
                  + " and a passphrase belongs to an encrypted key only")
              .formatted(identity.certificate(), key),
          e);
    }
  }

  /**
   * Whether a certificate can be verified for the host at all: Java knows no host names with an
   * underscore, neither to show (RFC 6066 §3) nor to compare.
   */
  public static boolean canVerify(Host host) {
    try {
      return host.isAddress() || new SNIHostName(host.text()).getType() == SNI_HOST_NAME;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * A handler for one connection, which verifies that the peer is the host. Names are shown to the
   * peer, single labels too; addresses are not.
   *
   * @param offerHttp2 whether to offer it, where the configuration does
   */
  public SslHandler handler(ByteBufAllocator alloc, Host host, int port, boolean offerHttp2) {
    SslContext context = offerHttp2 ? http2 : http1;
    SslHandler handler = context.newHandler(alloc, host.text(), port);
    SSLParameters parameters = handler.engine().getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setServerNames(host.isAddress() ? List.of() : List.of(new SNIHostName(host.text())));
    handler.engine().setSSLParameters(parameters);
    // The dial's own deadline covers the handshake.
    handler.setHandshakeTimeoutMillis(0);
    return handler;
  }
}
