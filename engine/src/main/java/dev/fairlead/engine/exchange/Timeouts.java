package dev.fairlead.engine.exchange;

import java.time.Duration;

/**
 * How long an exchange may stand still. The time to the first response byte comes with the route.
 *
 * @param read request body without progress
 * @param write response without progress while the client does not take it
 * @param minRate bytes a second below which a request body is cut off, judged once every {@code
 *     read}; 0 for no such limit
 * @param tunnelIdle tunnel without a byte either way
 * @param tunnelLifetime tunnel in all; zero for no limit
 */
public record Timeouts(
    Duration read, Duration write, long minRate, Duration tunnelIdle, Duration tunnelLifetime) {}
