package dev.fairlead.engine.upstream.pool;

import dev.fairlead.engine.message.Endpoint;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The connections that all event loops together hold to each endpoint. A loop that finds the limit
 * reached is told when a connection is given back, and the others are asked to give up an idle one,
 * so that no loop starves while another sleeps on connections. Thread-safe; used when connections
 * come and go, not per exchange.
 */
public final class Shares {
  private final ConcurrentHashMap<Endpoint, Share> shares = new ConcurrentHashMap<>();
  private final List<Pool> pools = new CopyOnWriteArrayList<>();
  private final AtomicInteger starving = new AtomicInteger();

  /** Guarded by the map's lock on its key. */
  private static final class Share {
    private final Set<Pool> starved = new HashSet<>();
    private int open;
  }

  void join(Pool pool) {
    pools.add(pool);
  }

  /** Takes one connection of the share, or remembers who wanted it. */
  boolean acquire(Endpoint endpoint, int limit, Pool pool) {
    boolean[] taken = {false};
    shares.compute(
        endpoint,
        (_, known) -> {
          Share share = known == null ? new Share() : known;
          taken[0] = share.open < limit;
          if (taken[0]) {
            share.open++;
          } else if (share.starved.add(pool)) {
            starving.incrementAndGet();
          }
          return share;
        });
    if (!taken[0]) {
      pools.stream().filter(other -> other != pool).forEach(other -> other.giveUpIdle(endpoint));
    }
    return taken[0];
  }

  void release(Endpoint endpoint) {
    Set<Pool> waiting = new HashSet<>();
    shares.computeIfPresent(endpoint, (_, share) -> released(share, waiting));
    waiting.forEach(pool -> pool.dialAgain(endpoint));
  }

  private @Nullable Share released(Share share, Set<Pool> waiting) {
    share.open--;
    starving.addAndGet(-share.starved.size());
    waiting.addAll(share.starved);
    share.starved.clear();
    return share.open == 0 ? null : share;
  }

  /** Whether a loop wants a connection that another is about to lay aside; usually one read. */
  boolean isWanted(Endpoint endpoint) {
    if (starving.get() == 0) {
      return false;
    }
    boolean[] wanted = {false};
    shares.computeIfPresent(
        endpoint,
        (_, share) -> {
          wanted[0] = !share.starved.isEmpty();
          return share;
        });
    return wanted[0];
  }

  /** How many connections are open or being made, to all endpoints. */
  public int open() {
    return shares.values().stream().mapToInt(share -> share.open).sum();
  }

  /** How many of them served nobody when their loops last looked, a tenth of a second ago. */
  public int idle() {
    return pools.stream().mapToInt(Pool::idle).sum();
  }

  /** How many endpoints have connections. */
  public int endpoints() {
    return shares.size();
  }

  /** How many connections to the endpoint are open or being made. */
  public int open(Endpoint endpoint) {
    Share share = shares.get(endpoint);
    return share == null ? 0 : share.open;
  }
}
