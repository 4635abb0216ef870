/**
 * This room counts, for Prometheus: {@link Meters} what each exchange was, {@link Board} what can
 * be read off when somebody asks.
 */
@NullMarked
package dev.fairlead.control.metrics;

import org.jspecify.annotations.NullMarked;
