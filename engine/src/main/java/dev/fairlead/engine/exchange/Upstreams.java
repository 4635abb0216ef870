package dev.fairlead.engine.exchange;

import dev.fairlead.engine.message.Endpoint;

/** Where an exchange gets its upstream half from; one per event loop. */
public interface Upstreams {
  /**
   * Takes a pooled connection or dials one. Events may arrive before this returns.
   *
   * @return a handle on which only {@code cancel} may be called; the stream to use comes with
   *     {@link UpstreamEvents#connected}
   * @param fresh whether a connection that served before is not good enough (a retry after a stale
   *     one)
   */
  Claim open(Endpoint endpoint, boolean fresh, UpstreamEvents events);
}
