package dev.fairlead.engine.upstream.pool;

import dev.fairlead.engine.exchange.Claim;
import dev.fairlead.engine.exchange.UpstreamEvents;
import dev.fairlead.engine.exchange.Upstreams;
import dev.fairlead.engine.http1.Http1Limits;
import dev.fairlead.engine.http2.Http2Limits;
import dev.fairlead.engine.loop.Ticker;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.upstream.dial.Dialer;
import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The connections of one event loop to all endpoints. Event loop only. */
public final class Pool implements Upstreams {
  /**
   * What a reload may change.
   *
   * @param limits for endpoints of which nothing else is said
   * @param special limits for some endpoints
   * @param responses limits on response heads
   * @param multiplexing limits on HTTP/2 connections
   */
  public record Settings(
      Dialer dialer,
      PoolLimits limits,
      Map<Endpoint, PoolLimits> special,
      Http1Limits responses,
      Http2Limits multiplexing) {
    public Settings {
      special = Map.copyOf(special);
    }

    PoolLimits limits(Endpoint endpoint) {
      return special.getOrDefault(endpoint, limits);
    }
  }

  private final EventLoop loop;
  private final Shares shares;
  private final Map<Endpoint, Target> targets = new HashMap<>();
  private Settings settings;

  /** Written by the loop, read by anybody. */
  private volatile int idle;

  public Pool(EventLoop loop, Ticker ticker, Shares shares, Settings settings) {
    this.loop = loop;
    this.shares = shares;
    this.settings = settings;
    ticker.add(this::tick);
    shares.watch(this::idle);
  }

  @Override
  public Claim open(Endpoint endpoint, boolean fresh, UpstreamEvents events) {
    return targets.computeIfAbsent(endpoint, each -> new Target(this, each)).open(fresh, events);
  }

  /** Uses other settings from now on; if they dial differently, idle connections go. */
  public void settings(Settings changed) {
    boolean redial = changed.dialer() != settings.dialer();
    settings = changed;
    if (redial) {
      targets.values().forEach(Target::closeIdle);
    }
  }

  Settings settings() {
    return settings;
  }

  EventLoop loop() {
    return loop;
  }

  Shares shares() {
    return shares;
  }

  /** A target that fails an exchange may bring a new one about, so the map is not walked itself. */
  private void tick(long now) {
    int resting = 0;
    for (Map.Entry<Endpoint, Target> each : List.copyOf(targets.entrySet())) {
      if (each.getValue().tick(now)) {
        targets.remove(each.getKey());
        each.getValue().leave();
      }
      resting += each.getValue().idle();
    }
    idle = resting;
  }

  /** Connections that served nobody at the last tick. Any thread. */
  int idle() {
    return idle;
  }
}
