package dev.fairlead.filters.limits;

import java.util.concurrent.ConcurrentHashMap;

/** How many exchanges of each key there are; holds the keys of live exchanges only. Thread-safe. */
final class InFlight {
  private final ConcurrentHashMap<Long, Integer> counts = new ConcurrentHashMap<>();

  /** Counts one more, unless that would be more than the limit. */
  boolean enter(long key, int limit) {
    while (true) {
      Integer count = counts.get(key);
      if (count == null) {
        if (counts.putIfAbsent(key, 1) == null) {
          return true;
        }
      } else if (count >= limit) {
        return false;
      } else if (counts.replace(key, count, count + 1)) {
        return true;
      }
    }
  }

  /** Takes one away that was counted. */
  void leave(long key) {
    counts.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
  }

  /** How many there are. */
  int count(long key) {
    return counts.getOrDefault(key, 0);
  }

  /** How many keys have any. */
  int keys() {
    return counts.size();
  }
}
