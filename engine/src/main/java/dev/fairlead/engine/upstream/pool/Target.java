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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/*
 * Exchanges that need a connection stand in one queue, and as many dials run as there are exchanges
 * in it. Whatever comes first, a dial that succeeds or a connection that is given back, serves the
 * exchange that waits longest; a dial that fails fails that exchange. So nobody waits for his own
 * dial while a good connection lies idle, and a cancelled exchange leaves a connection to the next.
 * Where the peer is known to speak HTTP/2, one dial serves all.
 */

/** The connections of one event loop to one endpoint. Event loop only. */
final class Target implements Http1Upstream.Owner, Multiplex.Owner, Share.Member {
  private final Pool pool;
  private final Endpoint endpoint;
  private final Parked idle = new Parked();
  private final Multiplexes multiplexed = new Multiplexes();
  private final Share.Seat seat;
  private final Line waiting;
  private final ArrayDeque<Attempt> attempts = new ArrayDeque<>();
  private int connections;
  private boolean speaksHttp2;
  private boolean yielding;

  Target(Pool pool, Endpoint endpoint) {
    this.pool = pool;
    this.endpoint = endpoint;
    this.seat = pool.shares().enter(endpoint, pool.loop(), this);
    this.waiting = new Line(seat);
  }

  Claim open(boolean fresh, UpstreamEvents events) {
    Multiplex shared = multiplexed.available();
    if (shared != null) {
      return shared.open(events);
    }
    Http1Upstream ready = fresh ? null : takeIdle();
    if (ready != null) {
      ready.begin(events, reused(ready));
      return ready;
    }
    return enqueue(events);
  }

  private @Nullable Http1Upstream takeIdle() {
    Http1Upstream last = idle.take();
    showIdle();
    return last;
  }

  private void showIdle() {
    seat.idle(!idle.isEmpty() || multiplexed.quiet() != null);
  }

  private Claim enqueue(UpstreamEvents events) {
    Waiting call = new Waiting(this, events);
    waiting.add(call);
    dialIfNeeded();
    // One for whom a dial runs does not count: it waits for the network, not for its turn.
    if (waiting.size() - attempts.size() > limits().waitQueue() && waiting.remove(call)) {
      pool.loop().execute(() -> call.fail(overloaded("too many requests wait for a connection")));
    }
    return call;
  }

  private Failure overloaded(String why) {
    return new Failure(
        Failure.Kind.OVERLOADED,
        endpoint.authority() + ": " + why + "; see upstream.pool.max_per_target");
  }

  private void dialIfNeeded() {
    while (attempts.size() < dialsWanted() && seat.acquire(limits().maxPerTarget())) {
      dial();
    }
  }

  private void dial() {
    Attempt attempt = new Attempt();
    attempts.add(attempt);
    attempt.dial = pool.settings().dialer().dial(pool.loop(), endpoint, attempt);
  }

  @Override
  public void granted() {
    if (attempts.size() < dialsWanted()) {
      dial();
      dialIfNeeded();
    } else {
      release();
    }
  }

  private void release() {
    seat.release(limits().maxPerTarget());
  }

  private PoolLimits limits() {
    return pool.settings().limits(endpoint);
  }

  /** How many of those who wait, from the first, have a dial that runs for them. */
  private int dialled() {
    return speaksHttp2 && !attempts.isEmpty() ? waiting.size() : attempts.size();
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
        Multiplex connection =
            new Multiplex(Target.this, endpoint, channel, known, settings.multiplexing());
        multiplexed.add(connection);
        freed(connection);
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
      release();
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
      connection.begin(call.events(), facts);
    } else if (endpoint.use() == Endpoint.Use.TUNNEL
        || idle.size() >= limits().maxIdlePerTarget()) {
      connection.close();
    } else {
      idle.add(connection);
      showIdle();
      reclaimed();
    }
  }

  @Override
  public void reusable(Http1Upstream connection) {
    if (yielding) {
      yielding = false;
      connection.close();
    } else {
      give(connection, reused(connection));
    }
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
      connection.open(Objects.requireNonNull(waiting.poll()).events());
    }
  }

  @Override
  public void idle(Multiplex connection) {
    showIdle();
    reclaimed();
  }

  @Override
  public void closed(Multiplex connection) {
    multiplexed.remove(connection);
    closed();
  }

  private void closed() {
    connections--;
    showIdle();
    release();
    dialIfNeeded();
  }

  void closeIdle() {
    idle.closeAll();
    multiplexed.retireAll();
  }

  @Override
  public void reclaimed() {
    if (seat.isWanted() && !idle.closeOldest()) {
      Multiplex quiet = multiplexed.quiet();
      if (quiet != null) {
        quiet.retire();
      }
    }
  }

  /** It is another loop's turn: lets a connection go as soon as one has nothing to do. */
  private void yieldOne() {
    if (!idle.isEmpty()) {
      reclaimed();
    } else if (multiplexed.isEmpty()) {
      yielding = true;
    } else {
      multiplexed.retireOne();
    }
  }

  /** Connections that serve nobody. */
  int idle() {
    return idle.size() + multiplexed.quietOnes();
  }

  /** Closes what was idle for too long and fails what waited for too long; true if unused. */
  boolean tick(long now) {
    PoolLimits limits = limits();
    idle.closeStale(now, limits.idleTimeout());
    multiplexed.tick(now, limits.idleTimeout());
    waiting
        .late(now, dialled(), limits.waitTimeout().toNanos())
        .forEach(call -> call.fail(overloaded("no connection became free in time")));
    yielding = false;
    if (connections > 0 && seat.isOverdue(now)) {
      yieldOne();
    }
    dialIfNeeded();
    return connections == 0 && waiting.isEmpty() && attempts.isEmpty();
  }

  /** The target is not used any more. */
  void leave() {
    pool.shares().leave(endpoint, seat);
  }

  /** A call waits no longer; the dial that ran for it is not needed then. */
  void left(Waiting call) {
    if (waiting.remove(call) && attempts.size() > waiting.size()) {
      Attempt last = attempts.removeLast();
      if (last.dial != null) {
        last.dial.cancel();
      }
      release();
    }
  }
}
