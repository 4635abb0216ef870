package dev.fairlead.engine.upstream.dial.guard;

import java.net.InetAddress;

/** Knows the addresses Fairlead itself listens on, so that it never dials itself. */
public interface SelfCheck {
  /**
   * Whether a connection to this address and port would reach a listener of ours. IPv4-mapped IPv6
   * arrives as IPv4; a destination of all zeros is asked about as loopback, too.
   */
  boolean isSelf(InetAddress address, int port);
}
