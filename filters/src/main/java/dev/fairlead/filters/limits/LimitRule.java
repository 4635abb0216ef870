package dev.fairlead.filters.limits;

import dev.fairlead.engine.message.RequestHead;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A limit as configured.
 *
 * @param name in refusals and fields; what it has counted belongs to the next rule of that name
 * @param keys requests that agree in all of these count together
 * @param match which requests it is for
 * @param rate of requests, or null for any
 * @param bytesPerSecond in each direction, 0 for any
 * @param concurrent exchanges at a time, 0 for any number
 */
public record LimitRule(
    String name,
    List<LimitKey> keys,
    Predicate<RequestHead> match,
    @Nullable Rate rate,
    long bytesPerSecond,
    int concurrent) {
  public LimitRule {
    keys = List.copyOf(keys);
  }
}
