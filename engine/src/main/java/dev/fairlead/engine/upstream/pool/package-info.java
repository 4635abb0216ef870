/**
 * This room keeps connections to upstreams: one {@link Pool} for each event loop, one {@link
 * Target} in it for each endpoint, and the {@link Shares} that hold all loops to one limit.
 */
@NullMarked
package dev.fairlead.engine.upstream.pool;

import org.jspecify.annotations.NullMarked;
