package dev.fairlead.engine.upstream.pool;

import dev.fairlead.engine.message.Endpoint;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * What holds all event loops together to one limit of connections to each endpoint. Thread-safe;
 * used when a loop first wants to connect somewhere, not per exchange.
 */
public final class Shares {
  private final Map<Endpoint, Share> shares = new HashMap<>(); // Guarded by this.

  synchronized Share.Seat enter(Endpoint endpoint, Executor loop, Share.Member member) {
    return shares.computeIfAbsent(endpoint, _ -> new Share()).enter(loop, member);
  }

  synchronized void leave(Endpoint endpoint, Share.Seat seat) {
    if (seat.leave()) {
      shares.remove(endpoint);
    }
  }
}
