package dev.fairlead.engine.upstream.pool;

import dev.fairlead.engine.exchange.Claim;
import dev.fairlead.engine.exchange.UpstreamEvents;
import dev.fairlead.engine.exchange.UpstreamFacts;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.upstream.dial.Dial;
import dev.fairlead.engine.upstream.dial.DialFacts;
import dev.fairlead.engine.upstream.dial.DialFailure;
import dev.fairlead.engine.upstream.dial.DialListener;
import dev.fairlead.engine.upstream.http1.Http1Upstream;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/*
 * Exchanges that need a connection stand in one queue, and as many dials run as there are exchanges
 * in it. Whatever comes first, a dial that succeeds or a connection that is given back, serves the
 * exchange that waits longest; a dial that fails fails that exchange. So nobody waits for his own
 * dial while a good connection lies idle, and a cancelled exchange leaves a connection to the next.
 * Where the peer is known to speak HTTP/2, one dial serves all.
 */

/** The connections of one event loop to one endpoint. Event loop only. */
final class Target implements Http1Upstream.Owner, Multiplex.Owner {
  private final Pool pool;
  private final Endpoint endpoint;
  private final ArrayDeque<Http1Upstream> idle = new ArrayDeque<>();
  private final List<Multiplex> multiplexed = new ArrayList<>(1);
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private final ArrayDeque<Attempt> attempts = new ArrayDeque<>();
  private int connections;
  private boolean speaksHttp2;

  Target(Pool pool, Endpoint endpoint) {
    this.pool = pool;
    this.endpoint = endpoint;
  }

  Claim open(boolean fresh, UpstreamEvents events) {
    for (Multiplex connection : multiplexed) {
      if (connection.available()) {
        return connection.open(events);
      }
    }
    Http1Upstream ready = fresh ? null : takeIdle();
    if (ready != null) {
      ready.begin(events, reused(ready));
      return ready;
    }
    return enqueue(events);
  }

  private @Nullable Http1Upstream takeIdle() {
    for (Http1Upstream last = idle.pollLast(); last != null; last = idle.pollLast()) {
      if (last.isOpen()) {
        return last;
      }
    }
    return null;
  }

  private Claim enqueue(UpstreamEvents events) {
    Waiting call = new Waiting(events);
    waiting.add(call);
    dialIfNeeded();
    // One for whom a dial runs does not count: it waits for the network, not for its turn.
    if (waiting.size() - attempts.size() > pool.settings().limits().waitQueue()
        && waiting.removeLastOccurrence(call)) {
      pool.loop().execute(() -> call.fail(overloaded("too many requests wait for a connection")));
    }
    return call;
  }

  private Failure overloaded(String why) {
    return new Failure(
        Failure.Kind.OVERLOADED,
        endpoint.authority() + ": " + why + "; see upstream.pool.max_per_target");
  }

  void dialIfNeeded() {
    while (attempts.size() < dialsWanted() && pool.acquire(endpoint)) {
      Attempt attempt = new Attempt();
      attempts.add(attempt);
      attempt.dial = pool.settings().dialer().dial(pool.loop(), endpoint, attempt);
    }
  }

  private int dialsWanted() {
    return speaksHttp2 ? Math.min(1, waiting.size()) : waiting.size();
  }

  /** One dial. Whoever waits longest when it ends gets the outcome. */
  private final class Attempt implements DialListener {
    private @Nullable Dial dial;

    @Override
    public void connected(Channel channel, DialFacts facts) {
      attempts.remove(this);
      connections++;
      speaksHttp2 = facts.protocol().equals("h2");
      if (speaksHttp2) {
        Pool.Settings settings = pool.settings();
        UpstreamFacts known = facts(facts, HttpVersion.HTTP_2);
        multiplexed.add(
            new Multiplex(Target.this, endpoint, channel, known, settings.multiplexing()));
        freed(multiplexed.getLast());
      } else {
        Http1Upstream connection =
            new Http1Upstream(Target.this, endpoint, channel, pool.settings().responses());
        give(connection, facts(facts, HttpVersion.HTTP_1_1));
      }
      dialIfNeeded();
    }

    @Override
    public void failed(DialFailure failure) {
      attempts.remove(this);
      // Those who relied on one dial try each on its own.
      speaksHttp2 = false;
      pool.release(endpoint);
      Waiting first = waiting.poll();
      if (first != null) {
        first.fail(failure.gatewayUnreachable() ? unreachable(failure) : failure.failure());
      }
      dialIfNeeded();
    }
  }

  /** Told apart from other failures, because {@code egress.fail} may then send it elsewhere. */
  private static Failure unreachable(DialFailure failure) {
    return new Failure(Failure.Kind.GATEWAY_UNREACHABLE, failure.failure().message());
  }

  private static UpstreamFacts facts(DialFacts facts, HttpVersion version) {
    return new UpstreamFacts(
        facts.remote(), version, false, facts.dnsNanos(), facts.connectNanos(), facts.tlsNanos());
  }

  private static UpstreamFacts reused(Http1Upstream connection) {
    return new UpstreamFacts(connection.remote(), HttpVersion.HTTP_1_1, true, 0, 0, 0);
  }

  private void give(Http1Upstream connection, UpstreamFacts facts) {
    Waiting call = waiting.poll();
    if (call != null) {
      connection.begin(call.events, facts);
    } else if (endpoint.use() == Endpoint.Use.TUNNEL
        || idle.size() >= pool.settings().limits().maxIdlePerTarget()
        || pool.isWantedElsewhere(endpoint)) {
      connection.close();
    } else {
      connection.park();
      idle.add(connection);
    }
  }

  @Override
  public void reusable(Http1Upstream connection) {
    give(connection, reused(connection));
  }

  @Override
  public void closed(Http1Upstream connection) {
    idle.remove(connection);
    closed();
  }

  /** Serves who waits, as far as there is room. */
  @Override
  public void freed(Multiplex connection) {
    while (!waiting.isEmpty() && connection.available()) {
      connection.open(waiting.remove().events);
    }
  }

  @Override
  public void closed(Multiplex connection) {
    multiplexed.remove(connection);
    closed();
  }

  private void closed() {
    connections--;
    pool.release(endpoint);
    dialIfNeeded();
  }

  void closeIdle() {
    List.copyOf(idle).forEach(Http1Upstream::close);
    List.copyOf(multiplexed).forEach(Multiplex::retire);
  }

  void closeOneIdle() {
    Http1Upstream oldest = idle.poll();
    if (oldest != null) {
      oldest.close();
    } else {
      multiplexed.stream().filter(Multiplex::isIdle).findFirst().ifPresent(Multiplex::retire);
    }
  }

  /** Connections that serve nobody. */
  int idle() {
    int resting = idle.size();
    for (Multiplex each : multiplexed) {
      resting += each.isIdle() ? 1 : 0;
    }
    return resting;
  }

  /** Closes what was idle for too long and fails what waited for too long; true if unused. */
  boolean tick(long now) {
    PoolLimits limits = pool.settings().limits();
    for (Http1Upstream oldest = idle.peek();
        oldest != null && oldest.idleFor(now) > limits.idleTimeout().toNanos();
        oldest = idle.peek()) {
      idle.remove();
      oldest.close();
    }
    idle.forEach(connection -> connection.idleFor(now));
    List.copyOf(multiplexed).forEach(each -> each.tick(now, limits.idleTimeout()));
    waiting.forEach(call -> call.look(now));
    while (!waiting.isEmpty() && waiting.element().isLate(now, limits)) {
      waiting.remove().fail(overloaded("no connection became free in time"));
    }
    return connections == 0 && waiting.isEmpty() && attempts.isEmpty();
  }

  /** An exchange in the queue; only to be cancelled. */
  private final class Waiting implements Claim {
    private final UpstreamEvents events;
    private long since;
    private boolean cancelled;

    private Waiting(UpstreamEvents events) {
      this.events = events;
    }

    private void fail(Failure failure) {
      if (!cancelled) {
        events.upstreamFailed(failure, true);
      }
    }

    /** Everybody's time counts, not only that of the first; while a dial runs, its own does. */
    private void look(long now) {
      if (since == 0 || !attempts.isEmpty()) {
        since = now;
      }
    }

    private boolean isLate(long now, PoolLimits limits) {
      return since != 0 && now - since > limits.waitTimeout().toNanos();
    }

    @Override
    public void cancel() {
      cancelled = true;
      if (waiting.remove(this) && attempts.size() > waiting.size()) {
        Attempt last = attempts.removeLast();
        if (last.dial != null) {
          last.dial.cancel();
        }
        pool.release(endpoint);
      }
    }
  }
}
