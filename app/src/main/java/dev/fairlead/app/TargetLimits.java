package dev.fairlead.app;

import dev.fairlead.app.config.Config;
import dev.fairlead.app.config.Routing;
import dev.fairlead.app.config.Upstream;
import dev.fairlead.app.config.balance.Target;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.upstream.pool.PoolLimits;
import java.util.HashMap;
import java.util.Map;

/** How many connections there may be to a target, and how many requests may wait for one. */
final class TargetLimits {
  private TargetLimits() {}

  /** Where nothing else is said. */
  static PoolLimits usual(Upstream.Pool pool) {
    return limits(pool, pool.maxPerTarget(), pool.waitQueue());
  }

  /** Of targets that say something else; if two rules do so of one, the later counts. */
  static Map<Endpoint, PoolLimits> of(Config config) {
    Upstream.Pool pool = config.upstream().pool();
    Map<Endpoint, PoolLimits> limits = new HashMap<>();
    for (Routing.Rule rule : config.routing().rules()) {
      for (Target target : rule.forward().all()) {
        if (target.maxConnections().isPresent() || target.queue().isPresent()) {
          Endpoint endpoint = Groups.endpoint(target.url());
          PoolLimits special =
              limits(
                  pool,
                  target.maxConnections().orElse(pool.maxPerTarget()),
                  target.queue().orElse(pool.waitQueue()));
          limits.put(endpoint, special);
          limits.put(endpoint.forUse(Endpoint.Use.HTTP_1), special);
        }
      }
    }
    return limits;
  }

  private static PoolLimits limits(Upstream.Pool pool, int connections, int queue) {
    return new PoolLimits(
        connections, pool.maxIdlePerTarget(), pool.idleTimeout(), queue, pool.waitTimeout());
  }
}
