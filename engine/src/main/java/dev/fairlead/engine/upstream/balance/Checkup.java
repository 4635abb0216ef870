package dev.fairlead.engine.upstream.balance;

import dev.fairlead.engine.message.Authority;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How targets are asked beside the traffic how they are.
 *
 * @param interval between two questions
 * @param jitter percent by which it varies, so that replicas do not ask at the same moment
 * @param healthy good answers in a row that bring a target back
 * @param unhealthy bad answers in a row that take it out
 */
public record Checkup(
    Question question,
    Duration interval,
    int jitter,
    Duration timeout,
    int healthy,
    int unhealthy) {
  /** What is asked. */
  public sealed interface Question {
    /** Whether a connection can be made. */
    record Connection() implements Question {}

    /**
     * A GET request.
     *
     * @param tls whether the authority is reached through TLS
     * @param authority whom to ask for; null for the target itself
     * @param path with query
     * @param expect status codes that are good answers
     */
    record Get(boolean tls, @Nullable Authority authority, String path, List<StatusRange> expect)
        implements Question {
      public Get {
        expect = List.copyOf(expect);
      }

      /** Whether an answer with that status is good. */
      public boolean isGood(int status) {
        return StatusRange.contains(expect, status);
      }
    }
  }
}
