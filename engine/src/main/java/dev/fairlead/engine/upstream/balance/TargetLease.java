package dev.fairlead.engine.upstream.balance;

import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Lease;
import dev.fairlead.engine.message.ResponseHead;
import org.jspecify.annotations.Nullable;

/** One attempt's use of a target of a group. Event loop only. */
final class TargetLease implements Lease {
  private static final FieldName SET_COOKIE = FieldName.of("Set-Cookie");

  private enum Told {
    NOTHING,
    GOOD,
    BAD
  }

  private final Group group;
  private final Target target;
  private final Endpoint endpoint;
  private final @Nullable TargetLease previous;
  private final boolean trial;
  private final boolean breakersTrial;
  private final @Nullable String cookie;
  private final long began;
  private Told told = Told.NOTHING;

  /**
   * @param previous the attempt before, or null
   * @param trial whether this is to find out if an ejected target has recovered
   * @param breakersTrial whether this is to find out if the whole group has
   * @param cookie for the client to keep, or null
   */
  TargetLease(
      Group group,
      Target target,
      Endpoint endpoint,
      @Nullable TargetLease previous,
      boolean trial,
      boolean breakersTrial,
      @Nullable String cookie,
      long began) {
    this.group = group;
    this.target = target;
    this.endpoint = endpoint;
    this.previous = previous;
    this.trial = trial;
    this.breakersTrial = breakersTrial;
    this.cookie = cookie;
    this.began = began;
    target.vitals.active.incrementAndGet();
    target.vitals.requests.increment();
  }

  /** Whether a chain of attempts has used a target. */
  static boolean has(@Nullable TargetLease chain, Target target) {
    for (TargetLease each = chain; each != null; each = each.previous) {
      if (each.target.vitals == target.vitals) {
        return true;
      }
    }
    return false;
  }

  /** How many attempts there were, this one included. */
  int count() {
    int count = 0;
    for (TargetLease each = this; each != null; each = each.previous) {
      count++;
    }
    return count;
  }

  Target target() {
    return target;
  }

  @Override
  public Endpoint endpoint() {
    return endpoint;
  }

  @Override
  public void responded(int status, long nanos) {
    long now = group.now();
    target.vitals.latency.observe(nanos, now);
    tell(!group.isBad(target, status), now);
  }

  /** A client that is to come back here is told how. */
  @Override
  public void relayed(ResponseHead head) {
    if (cookie != null) {
      head.headers().add(SET_COOKIE, cookie);
    }
  }

  @Override
  public void failed(Failure failure) {
    if (target.spec.way().isBlamedFor(failure)) {
      long now = group.now();
      target.vitals.latency.observe(now - began, now);
      tell(false, now);
    }
  }

  /** A good beginning may have a bad end; what is bad stays so. */
  private void tell(boolean good, long now) {
    Told before = told;
    if (before == Told.BAD) {
      return;
    }
    told = good ? Told.GOOD : Told.BAD;
    if (!good) {
      target.vitals.failures.increment();
    }
    boolean first = before == Told.NOTHING;
    group.judge(target, good, trial && first, now);
    if (first) {
      group.attemptEnded(good, breakersTrial, now);
    }
  }

  @Override
  public void ended() {
    target.vitals.active.decrementAndGet();
    if (told == Told.NOTHING) {
      if (trial) {
        target.vitals.ejection.untried();
      }
      group.untried(breakersTrial);
    }
  }
}
