/**
 * This room holds the JMH benchmarks: nanoseconds and bytes allocated per exchange, filter by
 * filter. What a whole request costs, side by side with other proxies, is measured by {@code
 * bench/run} instead.
 */
@NullMarked
package dev.fairlead.bench;

import org.jspecify.annotations.NullMarked;
