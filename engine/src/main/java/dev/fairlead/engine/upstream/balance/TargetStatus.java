package dev.fairlead.engine.upstream.balance;

import java.time.Duration;

/**
 * A target as an operator sees it.
 *
 * @param id names it in calls that drain and enable it; the same after every start
 * @param url where it is, as configured, without credentials
 * @param active exchanges and tunnels that use it now
 * @param latency its usual time to answer, zero if unknown
 * @param ejectedFor how long it is still out because of its answers
 * @param health what health checks say
 * @param requests attempts so far
 * @param failures of them, failures and bad answers
 * @param retries of them, those that another target's failure brought here
 */
public record TargetStatus(
    String id,
    String url,
    State state,
    int weight,
    boolean backup,
    int active,
    Duration latency,
    Duration ejectedFor,
    Health health,
    long requests,
    long failures,
    long retries) {
  /** Whether and why it gets no exchanges. */
  public enum State {
    LIVE,
    /** Out because of its answers. */
    EJECTED,
    /** One exchange may find out, or is finding out, whether it has recovered. */
    HALF_OPEN,
    /** Health checks say no. */
    DOWN,
    /** Gets nothing new, because a person wants it so. */
    DRAINED,
    /** Not in the configuration any more; what it has may finish. */
    LEAVING
  }

  static TargetStatus of(Group group, Target target, boolean leaving, long now) {
    Vitals vitals = target.vitals;
    return new TargetStatus(
        target.id(group.key()),
        target.spec.url(),
        leaving ? State.LEAVING : state(target, now),
        target.spec.weight(),
        target.spec.backup(),
        vitals.active.get(),
        Duration.ofNanos((long) (vitals.latency.micros(now) * 1000)),
        Duration.ofNanos(vitals.ejection.left(now)),
        vitals.health,
        vitals.requests.sum(),
        vitals.failures.sum(),
        vitals.retries.sum());
  }

  private static State state(Target target, long now) {
    Ejection ejection = target.vitals.ejection;
    if (target.isDrained()) {
      return State.DRAINED;
    }
    if (target.vitals.health.state() == Health.State.DOWN) {
      return State.DOWN;
    }
    if (ejection.isIn()) {
      return State.LIVE;
    }
    return ejection.left(now) > 0 ? State.EJECTED : State.HALF_OPEN;
  }
}
