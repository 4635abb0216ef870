package dev.fairlead.engine.upstream.dial;

import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Gateway;
import dev.fairlead.engine.message.Host;

/**
 * Somewhere to connect to.
 *
 * @param named whether the configuration names it, so that the address guard lets it pass
 * @param gateway whether it is a gateway and not the origin
 */
record Place(Host host, int port, boolean named, boolean gateway) {
  static Place origin(Endpoint endpoint) {
    return new Place(endpoint.host(), endpoint.port(), endpoint.named(), false);
  }

  static Place of(Gateway gateway) {
    return new Place(gateway.host(), gateway.port(), true, true);
  }
}
