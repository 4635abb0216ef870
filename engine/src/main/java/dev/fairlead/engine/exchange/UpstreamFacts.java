package dev.fairlead.engine.exchange;

import dev.fairlead.engine.flow.Attempt;
import dev.fairlead.engine.message.HttpVersion;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * How an upstream connection came about, for the flow record.
 *
 * @param remote the address that was dialled (the gateway's, if there is one)
 * @param version spoken on it
 * @param reused whether it had served an exchange before
 * @param dnsNanos spent resolving, 0 where reused or not needed
 * @param connectNanos spent connecting, gateway handshake included
 * @param tlsNanos spent in the TLS handshake
 */
public record UpstreamFacts(
    @Nullable SocketAddress remote,
    HttpVersion version,
    boolean reused,
    long dnsNanos,
    long connectNanos,
    long tlsNanos) {
  void describe(Attempt attempt) {
    attempt.remote = remote;
    attempt.version = version;
    attempt.reused = reused;
    attempt.dnsNanos = dnsNanos;
    attempt.connectNanos = connectNanos;
    attempt.tlsNanos = tlsNanos;
  }
}
