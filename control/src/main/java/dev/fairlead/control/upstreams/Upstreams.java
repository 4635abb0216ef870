package dev.fairlead.control.upstreams;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Knows the pools of targets that requests are balanced over. */
public interface Upstreams {
  /** How a target is. */
  enum State {
    /** It gets requests. */
    UP,
    /** Its answers were bad: it gets none for a while. */
    EJECTED,
    /** One request finds out whether it has recovered. */
    TRIED,
    /** Health checks say that it is ill. */
    DOWN,
    /** An operator has taken it out: it gets no new requests. */
    DRAINED,
    /** It is not in the configuration any more; what it has may finish. */
    LEAVING
  }

  /**
   * A target of a pool.
   *
   * @param id names it among all, also after a restart
   * @param pool the rule or gateway that leads to it
   * @param target its URL
   * @param backup whether it is for the time when no other is up
   * @param active exchanges that are with it now
   * @param requests attempts so far
   * @param failures of them, failures and bad answers
   * @param retries of them, those that another target's failure brought
   * @param latencyMs its usual time to answer
   * @param reason why it is not up, or what health checks say
   */
  record Target(
      String id,
      String pool,
      String target,
      State state,
      int weight,
      boolean backup,
      int active,
      long requests,
      long failures,
      long retries,
      @Nullable Double latencyMs,
      @Nullable String reason) {}

  /** All targets, pool by pool. */
  List<Target> all();

  /** Takes a target out of service, or back; false if there is none of that id. */
  boolean drain(String id, boolean out);
}
