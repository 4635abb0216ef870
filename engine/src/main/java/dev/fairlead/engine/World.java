package dev.fairlead.engine;

import dev.fairlead.engine.connection.ListenerSettings;
import dev.fairlead.engine.connection.Service;
import dev.fairlead.engine.exchange.Policy;
import dev.fairlead.engine.http1.Http1Limits;
import dev.fairlead.engine.http2.Http2Limits;
import dev.fairlead.engine.upstream.balance.Group;
import dev.fairlead.engine.upstream.pool.Pool;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that a configuration decides, ready to be used. Immutable; a reload makes another and
 * the engine swaps them. What has begun under one goes on under it.
 *
 * @param listeners where to listen, in this order, and how connections begin there
 * @param policy the rules of exchanges
 * @param groups of targets that the policy's routes lead to
 * @param upstream how upstreams are reached
 * @param limits on what clients send
 */
public record World(
    Map<InetSocketAddress, ListenerSettings> listeners,
    Policy policy,
    List<Group> groups,
    Pool.Settings upstream,
    Http1Limits limits,
    Http2Limits http2,
    Service.Patience patience) {
  public World {
    groups = List.copyOf(groups);
    listeners = Collections.unmodifiableMap(new LinkedHashMap<>(listeners));
  }
}
