package dev.fairlead.control.upstreams;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Knows the pools of targets that requests are balanced over. */
public interface Upstreams {
  /** How a target is. */
  enum State {
    /** It gets requests. */
    UP,
    /** Checks or its own answers say that it is ill. */
    DOWN,
    /** An operator has taken it out: it gets no new requests. */
    DRAINED
  }

  /**
   * A target of a pool.
   *
   * @param pool the rule or gateway that leads to it
   * @param active exchanges that are with it now
   * @param reason why it is not up
   */
  record Target(
      String pool,
      String target,
      State state,
      int active,
      long requests,
      long failures,
      @Nullable Double latencyMs,
      @Nullable String reason) {}

  /** All targets, pool by pool. */
  List<Target> all();

  /** Takes a target out of service, or back; false if there is none of that name. */
  boolean drain(String pool, String target, boolean out);
}
