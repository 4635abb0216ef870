package dev.fairlead.engine.upstream.pool;

import dev.fairlead.engine.message.Endpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.IntSupplier;

/**
 * What holds all event loops together to one limit of connections to each endpoint. Thread-safe;
 * used when a loop first wants to connect somewhere, not per exchange.
 */
public final class Shares {
  private final Map<Endpoint, Share> shares = new HashMap<>(); // Guarded by this.
  private final List<IntSupplier> resting = new CopyOnWriteArrayList<>();

  synchronized Share.Seat enter(Endpoint endpoint, Executor loop, Share.Member member) {
    return shares.computeIfAbsent(endpoint, _ -> new Share()).enter(loop, member);
  }

  synchronized void leave(Endpoint endpoint, Share.Seat seat) {
    if (seat.leave()) {
      shares.remove(endpoint);
    }
  }

  /** Says how to learn how many connections of a loop serve nobody. */
  void watch(IntSupplier idle) {
    resting.add(idle);
  }

  /** How many connections are open or being made, to all endpoints. */
  public synchronized int open() {
    return shares.values().stream().mapToInt(Share::open).sum();
  }

  /** How many of them served nobody when their loops last looked. */
  public int idle() {
    return resting.stream().mapToInt(IntSupplier::getAsInt).sum();
  }

  /** How many endpoints have connections. */
  public synchronized int endpoints() {
    return shares.size();
  }
}
