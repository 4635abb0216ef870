package dev.fairlead.engine.upstream.pool;

import java.time.Duration;

/**
 * How much a pool may hold.
 *
 * @param maxPerTarget connections to one endpoint, all event loops together
 * @param maxIdlePerTarget idle ones among them, for each event loop
 * @param idleTimeout after which an idle one is closed
 * @param waitQueue exchanges that may wait for a connection to one endpoint, for each event loop
 * @param waitTimeout how long they may
 */
public record PoolLimits(
    int maxPerTarget,
    int maxIdlePerTarget,
    Duration idleTimeout,
    int waitQueue,
    Duration waitTimeout) {}
