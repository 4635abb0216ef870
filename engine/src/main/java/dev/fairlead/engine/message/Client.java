package dev.fairlead.engine.message;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Who is at the other end of a client connection. Immutable; one for each connection. */
public final class Client {
  private final long connection;
  private final InetSocketAddress address;
  private final InetSocketAddress local;
  private final @Nullable Tls tls;
  private final String ip;

  /**
   * @param connection number of the connection, unique in this process
   * @param address where the client is: the peer, or what a trusted PROXY protocol header said
   * @param local the address the client connected to
   * @param tls facts of the TLS session, or null on a plain connection
   */
  public Client(
      long connection, InetSocketAddress address, InetSocketAddress local, @Nullable Tls tls) {
    this.connection = connection;
    this.address = address;
    this.local = local;
    this.tls = tls;
    this.ip =
        address.getAddress() == null
            ? address.getHostString()
            : Host.of(address.getAddress().getAddress()).text();
  }

  /**
   * Facts of a TLS session.
   *
   * @param protocol such as {@code TLSv1.3}
   * @param cipher suite name
   * @param serverName the SNI that was asked for, or null
   */
  public record Tls(String protocol, String cipher, @Nullable String serverName) {}

  public long connection() {
    return connection;
  }

  public InetSocketAddress address() {
    return address;
  }

  public InetSocketAddress local() {
    return local;
  }

  public @Nullable Tls tls() {
    return tls;
  }

  /** The scheme under which an origin-form request arrived. */
  public String scheme() {
    return tls == null ? "http" : "https";
  }

  /** The client's address without port, scope or brackets, IPv6 as RFC 5952 writes it. */
  public String ip() {
    return ip;
  }
}
