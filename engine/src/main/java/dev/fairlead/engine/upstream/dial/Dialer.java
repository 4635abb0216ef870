package dev.fairlead.engine.upstream.dial;

import dev.fairlead.engine.loop.Transport;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.upstream.dial.dns.Resolver;
import dev.fairlead.engine.upstream.dial.guard.AddressGuard;
import dev.fairlead.engine.upstream.dial.socket.Connector;
import dev.fairlead.engine.upstream.dial.socket.SocketConnector;
import dev.fairlead.engine.upstream.dial.tls.UpstreamTls;
import io.netty.channel.EventLoop;
import java.time.Duration;

/**
 * Turns an endpoint into a connected channel: resolve, guard, connect (RFC 8305), persuade the
 * gateway, verify TLS. Everything happens on the loop it is asked on, and nothing waits there.
 * Belongs to one configuration; thread-safe.
 */
public final class Dialer {
  private final Candidates candidates;
  private final Connector connector;
  private final UpstreamTls tls;
  private final long timeoutNanos;
  private final boolean resolvesForGateways;

  /** A dialer that minds no alias. */
  public Dialer(
      Transport transport,
      Resolver resolver,
      AddressGuard guard,
      UpstreamTls tls,
      Duration timeout) {
    this(transport, resolver, guard, NameCheck.NONE, tls, timeout);
  }

  /**
   * Puts a dialer together.
   *
   * @param names judges what a name is an alias of
   * @param timeout for a dial as a whole, from the first question to the last handshake
   */
  public Dialer(
      Transport transport,
      Resolver resolver,
      AddressGuard guard,
      NameCheck names,
      UpstreamTls tls,
      Duration timeout) {
    this(new SocketConnector(transport), resolver, guard, names, tls, timeout);
  }

  Dialer(
      Connector connector,
      Resolver resolver,
      AddressGuard guard,
      NameCheck names,
      UpstreamTls tls,
      Duration timeout) {
    this.candidates = new Candidates(resolver, guard, names);
    this.connector = connector;
    this.tls = tls;
    this.timeoutNanos = timeout.toNanos();
    this.resolvesForGateways = guard.resolvesForGateways();
  }

  /** Begins a dial; the listener is told on the loop, and not before this returns. */
  public Dial dial(EventLoop loop, Endpoint endpoint, DialListener listener) {
    Dialing dialing = new Dialing(this, loop, endpoint, listener);
    loop.execute(dialing::start);
    return dialing;
  }

  Candidates candidates() {
    return candidates;
  }

  Connector connector() {
    return connector;
  }

  UpstreamTls tls() {
    return tls;
  }

  long timeoutNanos() {
    return timeoutNanos;
  }

  boolean resolvesForGateways() {
    return resolvesForGateways;
  }
}
