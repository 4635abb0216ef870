package dev.fairlead.app;

import dev.fairlead.app.config.Server;
import dev.fairlead.engine.connection.ListenerSettings;
import dev.fairlead.engine.connection.Service;
import dev.fairlead.engine.connection.tls.CertificateFiles;
import dev.fairlead.engine.connection.tls.ServerTls;
import dev.fairlead.engine.http1.Http1Limits;
import dev.fairlead.engine.http2.Http2Limits;
import dev.fairlead.engine.message.CidrSet;
import dev.fairlead.filters.input.InputLimit;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of the assembly where clients come in: listeners, TLS, limits, patience. */
final class Inward {
  private static final int MOST = 1 << 27;

  private Inward() {}

  /**
   * Where to listen.
   *
   * @throws IOException naming the file, if a certificate or key cannot be used
   */
  static Map<InetSocketAddress, ListenerSettings> listeners(Server server) throws IOException {
    ServerTls tls = tls(server);
    Map<InetSocketAddress, ListenerSettings> listeners = new LinkedHashMap<>();
    boolean separate = server.tls().port().isPresent();
    listeners.put(address(server, server.port()), listener(server, separate ? null : tls, false));
    server
        .tls()
        .port()
        .ifPresent(port -> listeners.put(address(server, port), listener(server, tls, true)));
    return listeners;
  }

  private static InetSocketAddress address(Server server, int port) {
    return new InetSocketAddress(server.host().name(), port);
  }

  private static ListenerSettings listener(Server server, @Nullable ServerTls tls, boolean only) {
    CidrSet trusted = Texts.cidrs(server.trustedProxies());
    return new ListenerSettings(
        tls,
        only,
        server.http2(),
        ListenerSettings.ProxyProtocol.valueOf(server.proxyProtocol().name()),
        trusted::contains,
        server.limits().connections(),
        server.limits().perClient());
  }

  private static @Nullable ServerTls tls(Server server) throws IOException {
    if (!server.tls().isOn()) {
      return null;
    }
    List<CertificateFiles> files =
        server.tls().all().stream()
            .map(each ->
                new CertificateFiles(
                    each.cert(),
                    each.key(),
                    each.keyPassphrase().map(secret -> secret.reveal()).orElse(null)))
            .toList();
    List<String> protocols =
        server.tls().minVersion() == dev.fairlead.app.config.ServerTls.Version.TLS_1_3
            ? List.of("TLSv1.3")
            : List.of("TLSv1.3", "TLSv1.2");
    return ServerTls.load(files, protocols, server.http2());
  }

  /** What an HTTP/1 request may be like. */
  static Http1Limits limits(Server.Limits limits, InputLimit.Sizes largest) {
    return new Http1Limits(
        // The target's limit, and room for method and version around it.
        atMost(largest.url()) + 64,
        atMost(largest.headers()),
        limits.headerCount(),
        Http1Limits.DEFAULT.chunkLine(),
        Http1Limits.DEFAULT.trailers());
  }

  /** What an HTTP/2 connection may be like. */
  static Http2Limits multiplexing(Server.Limits limits, InputLimit.Sizes largest) {
    return Http2Limits.CLIENTS
        .withStreams(limits.streams())
        .withHeads(atMost(largest.headers()), limits.headerCount())
        .withTargets(atMost(largest.url()));
  }

  private static int atMost(long bytes) {
    return (int) Math.min(bytes, MOST);
  }

  /** How long a connection may take over a head, and rest between two. */
  static Service.Patience patience(Server.Timeouts timeouts) {
    return new Service.Patience(timeouts.header(), timeouts.idle(), timeouts.write());
  }
}
