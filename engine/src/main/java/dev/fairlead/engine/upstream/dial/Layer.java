package dev.fairlead.engine.upstream.dial;

import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.upstream.dial.gateway.Handshake;

/** What is laid upon a TCP connection before it is handed over. */
sealed interface Layer {
  /** Whom the layer talks to, for a person. */
  String who();

  /** Whether the destination is out of play: only the gateway is at fault if this fails. */
  boolean gatewayOnly();

  /** TLS with a verified peer. */
  record Secure(Host host, int port, boolean offerHttp2, String who, boolean gatewayOnly)
      implements Layer {}

  /** A tunnel that a gateway opens. */
  record Tunnel(Handshake handshake, String who) implements Layer {
    @Override
    public boolean gatewayOnly() {
      return !handshake.destinationSent();
    }
  }
}
