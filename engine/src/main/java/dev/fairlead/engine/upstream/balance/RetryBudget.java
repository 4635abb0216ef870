package dev.fairlead.engine.upstream.balance;

/**
 * How many further attempts a group may make, so that trouble is never answered with a storm: a
 * percentage of the requests of the last ten seconds, and a few each second in any case.
 * Thread-safe.
 */
final class RetryBudget {
  private static final int SECONDS = 10;

  private final GroupPolicy.Retries policy;
  private final Window requests = new Window(SECONDS);
  private final Window retries = new Window(SECONDS);

  RetryBudget(GroupPolicy.Retries policy) {
    this.policy = policy;
  }

  /** A request has come. */
  void requested(long now) {
    requests.add(now);
  }

  /** Takes one attempt out of the budget, if there is one left. */
  boolean take(long now) {
    if (left(now) <= 0) {
      return false;
    }
    retries.add(now);
    return true;
  }

  /** How many attempts are left just now. */
  long left(long now) {
    long allowed =
        (long) policy.perSecond() * SECONDS + requests.count(now) * policy.percent() / 100;
    return allowed - retries.count(now);
  }
}
