package dev.fairlead.engine.upstream.dial.dns;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Remembers answers and denials of all loops, within bounds of time and number. Thread-safe. */
final class AnswerCache {
  private record Kept(Outcome outcome, long expiry) {}

  private final ResolverSettings settings;
  private final LongSupplier clock;

  /** Guarded by this. */
  private final LinkedHashMap<Question, Kept> entries;

  /** A cache that reads the given clock, in nanoseconds. */
  AnswerCache(ResolverSettings settings, LongSupplier clock) {
    this.settings = settings;
    this.clock = clock;
    this.entries =
        new LinkedHashMap<>(64, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Question, Kept> eldest) {
            return size() > settings.cacheSize();
          }
        };
  }

  synchronized @Nullable Outcome get(Question question) {
    Kept entry = entries.get(question);
    if (entry != null && entry.expiry - clock.getAsLong() <= 0) {
      entries.remove(question);
      return null;
    }
    return entry == null ? null : entry.outcome;
  }

  synchronized void put(Question question, Outcome outcome) {
    long nanos = lifetime(outcome);
    if (nanos > 0) {
      entries.put(question, new Kept(outcome, clock.getAsLong() + nanos));
    }
  }

  synchronized int size() {
    return entries.size();
  }

  private long lifetime(Outcome outcome) {
    long min = settings.minTtl().toNanos();
    return switch (outcome) {
      case Outcome.Found found -> Math.clamp(seconds(found), min, settings.maxTtl().toNanos());
      case Outcome.Absent absent -> {
        long most = settings.negativeTtl().toNanos();
        yield Math.clamp(TimeUnit.SECONDS.toNanos(absent.ttlSeconds()), Math.min(min, most), most);
      }
      case Outcome.Failed _ -> 0;
    };
  }

  private static long seconds(Outcome.Found found) {
    return TimeUnit.SECONDS.toNanos(found.ttlSeconds());
  }
}
