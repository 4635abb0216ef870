package dev.fairlead.engine.upstream.balance;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a group shares requests out, and what it makes of answers.
 *
 * @param key what {@link Sharing#HASH} goes by
 * @param sticky how clients are kept on one target, or null
 * @param slowStart how long a target that is new or back takes to get its full share; zero for none
 * @param panic percent of live targets below which all are used, whatever is known of them; with 0
 *     that happens only when none is live
 * @param breaker when requests are refused at once, or null
 * @param checkup how targets are asked how they are, or null
 */
public record GroupPolicy(
    Sharing sharing,
    HashKey key,
    @Nullable Sticky sticky,
    Outliers outliers,
    Retries retries,
    Duration slowStart,
    int panic,
    @Nullable Breaking breaker,
    @Nullable Checkup checkup) {
  /** For a target that is alone: there is nothing to choose. */
  public static final GroupPolicy SINGLE =
      new GroupPolicy(
          Sharing.WEIGHTED,
          new HashKey.ByClient(),
          null,
          new Outliers(0, List.of(), Duration.ZERO, Duration.ZERO, 0),
          new Retries(0, List.of(), 0, 0, 0),
          Duration.ZERO,
          0,
          null,
          null);

  /** Which of the live targets gets a request. */
  public enum Sharing {
    /** One after the other. */
    ROUND_ROBIN,
    /** In turn, by weight. */
    WEIGHTED,
    /** The one with the fewest exchanges for its weight. */
    LEAST_CONNECTIONS,
    /** The better of two drawn by lot: fewer exchanges, faster answers (peak EWMA). */
    POWER_OF_TWO,
    /** The same for the same key, as long as it is live. */
    HASH
  }

  /**
   * When a target is taken out for a while because of how it answers.
   *
   * @param failures in a row; 0 for never
   * @param statuses that count as failures
   * @param first how long the first time; each further time is longer by that
   * @param longest how long at most
   * @param share percent of the targets that may be out at a time, one at least
   */
  public record Outliers(
      int failures, List<StatusRange> statuses, Duration first, Duration longest, int share) {
    public Outliers {
      statuses = List.copyOf(statuses);
    }
  }

  /**
   * When another target is tried.
   *
   * @param attempts after the first, 0 for none
   * @param statuses that are worth it, beside failures
   * @param percent of the requests of the last ten seconds that may be attempts after the first
   * @param perSecond how many may be so in any case
   * @param replay bytes of a request body that are kept for it
   */
  public record Retries(
      int attempts, List<StatusRange> statuses, int percent, int perSecond, long replay) {
    public Retries {
      statuses = List.copyOf(statuses);
    }
  }

  /**
   * When the whole group is left alone.
   *
   * @param percent of attempts within the window that have failed
   * @param minimum of attempts within the window
   * @param window over which attempts are counted, 1 s at least
   * @param pause until one request may try
   */
  public record Breaking(int percent, int minimum, Duration window, Duration pause) {}
}
