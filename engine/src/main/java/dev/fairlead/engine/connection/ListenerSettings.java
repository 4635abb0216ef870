package dev.fairlead.engine.connection;

import dev.fairlead.engine.connection.tls.ServerTls;
import java.net.InetAddress;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How connections on a listener begin.
 *
 * @param tls certificates, or null where no TLS is spoken
 * @param tlsOnly whether plain HTTP is refused
 * @param http2 whether HTTP/2 is spoken, with TLS and with prior knowledge
 * @param proxyProtocol whether a PROXY header comes first
 * @param trustedProxies who may send one
 * @param maxConnections in all
 * @param maxPerClient for each client address that is not loopback
 */
public record ListenerSettings(
    @Nullable ServerTls tls,
    boolean tlsOnly,
    boolean http2,
    ProxyProtocol proxyProtocol,
    Predicate<InetAddress> trustedProxies,
    int maxConnections,
    int maxPerClient) {
  /** Whether clients announce themselves by a PROXY header (version 1 or 2). */
  public enum ProxyProtocol {
    OFF,
    OPTIONAL,
    REQUIRED
  }
}
