package dev.fairlead.engine.upstream.balance;

import java.util.HexFormat;

/** One target of a group: what the configuration says of it, and what is known of it. */
final class Target {
  private static final double LEAST_SHARE = 0.1;

  final TargetSpec spec;
  final Vitals vitals;

  /** Different for each URL, and the same everywhere. */
  final long hash;

  Target(TargetSpec spec, Vitals vitals) {
    this.spec = spec;
    this.vitals = vitals;
    this.hash = Mixing.hash(spec.url());
  }

  /** Names the target to clients without giving its address away. */
  String token() {
    return HexFormat.of().toHexDigits(Mixing.spread(hash ^ 0x5eed));
  }

  /** Names the target to operators. */
  String id(String group) {
    return HexFormat.of().toHexDigits(Mixing.hash(group + ' ' + spec.url()), 12);
  }

  boolean isDrained() {
    return spec.drained() || vitals.drained;
  }

  /** Whether it may be given an exchange, perhaps as a trial. */
  boolean isLive(long now, boolean idempotent) {
    return !isDrained()
        && vitals.health.state() != Health.State.DOWN
        && (vitals.ejection.isIn() || vitals.ejection.isHalfOpen(now, idempotent));
  }

  boolean isFull() {
    return vitals.active.get() >= spec.capacity();
  }

  /**
   * How much of its full share it gets, above 0 and at most 1: less while it is new or just back.
   */
  double share(long now, long slowStartNanos) {
    long age = now - vitals.youngSince;
    return age >= slowStartNanos ? 1 : Math.max(LEAST_SHARE, (double) age / slowStartNanos);
  }
}
