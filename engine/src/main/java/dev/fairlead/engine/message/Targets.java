package dev.fairlead.engine.message;

import org.jspecify.annotations.Nullable;

/**
 * Where a route leads: one endpoint, or several of which each attempt gets one. The exchange knows
 * when another attempt is safe (RFC 9110 §9.2.2); this knows where it may go, and whether it is
 * worth it. Event loop only; shared by all loops.
 */
public interface Targets {
  /** The place for the first attempt, or null if there is none just now. */
  @Nullable Lease first(RequestHead request, Client client);

  /**
   * The place for another attempt, or null if there shall be none.
   *
   * @param failed the attempt before, which has been told
   */
  default @Nullable Lease next(RequestHead request, Client client, Lease failed, Failure why) {
    return null;
  }

  /** Where a first attempt would go if there were one now, or null; leaves no trace. */
  default @Nullable Endpoint likely(RequestHead request, Client client) {
    return null;
  }

  /** Whether a response with this status is worth another attempt. */
  default boolean rejects(int status) {
    return false;
  }

  /** Bytes of a request body that are kept for another attempt, 0 for none. */
  default long replayLimit() {
    return 0;
  }

  /** Why there is no place for a first attempt. */
  default Failure unavailable() {
    return new Failure(Failure.Kind.NO_TARGET, "no target can take requests just now");
  }

  /** Whether requests may still go to this endpoint; a tunnel asks after a reload. */
  boolean leadTo(Endpoint endpoint);
}
