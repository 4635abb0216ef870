package dev.fairlead.engine.message;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a client connection.
 *
 * @param connection number of the connection, unique in this process
 * @param address where the client is: the peer, or what a trusted PROXY protocol header said
 * @param local the address the client connected to
 * @param tls facts of the TLS session, or null on a plain connection
 */
public record Client(
    long connection, InetSocketAddress address, InetSocketAddress local, @Nullable Tls tls) {
  /**
   * Facts of a TLS session.
   *
   * @param protocol such as {@code TLSv1.3}
   * @param cipher suite name
   * @param serverName the SNI that was asked for, or null
   */
  public record Tls(String protocol, String cipher, @Nullable String serverName) {}

  /** The scheme under which an origin-form request arrived. */
  public String scheme() {
    return tls == null ? "http" : "https";
  }

  /** The client's address without its port, IPv6 without brackets. */
  public String ip() {
    return address.getAddress() == null
        ? address.getHostString()
        : address.getAddress().getHostAddress();
  }
}
