package dev.fairlead.engine.upstream.dial;

import java.net.SocketAddress;

/**
 * How a connection came about.
 *
 * @param remote the address that was dialled, the gateway's if there is one
 * @param protocol what ALPN chose with the origin: {@code h2}, {@code http/1.1} or empty
 * @param dnsNanos spent resolving names
 * @param connectNanos spent connecting, gateway handshake included
 * @param tlsNanos spent in TLS handshakes
 */
public record DialFacts(
    SocketAddress remote, String protocol, long dnsNanos, long connectNanos, long tlsNanos) {}
