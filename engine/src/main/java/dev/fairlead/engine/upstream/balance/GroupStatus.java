package dev.fairlead.engine.upstream.balance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A group as an operator sees it.
 *
 * @param sharing how requests are shared out, as the configuration writes it
 * @param breaker {@code off}, {@code closed}, {@code open} or {@code half_open}
 * @param retriesLeft further attempts that the budget allows just now
 * @param panic whether so few targets are live that all are used
 */
public record GroupStatus(
    String name,
    String sharing,
    String breaker,
    long retriesLeft,
    boolean panic,
    List<TargetStatus> targets) {
  public GroupStatus {
    targets = List.copyOf(targets);
  }

  static GroupStatus of(Group group, @Nullable Breaker breaker, RetryBudget budget, long now) {
    List<TargetStatus> targets = new ArrayList<>();
    int live = 0;
    int primaries = 0;
    for (Target target : group.targets()) {
      targets.add(TargetStatus.of(group, target, false, now));
      boolean primary = !target.spec.backup() && !target.isDrained();
      primaries += primary ? 1 : 0;
      live += primary && target.isLive(now, true) ? 1 : 0;
    }
    for (Target target : group.leaving()) {
      if (target.vitals.active.get() > 0) {
        targets.add(TargetStatus.of(group, target, true, now));
      }
    }
    return new GroupStatus(
        group.name(),
        group.policy().sharing().name().toLowerCase(Locale.ROOT),
        breaker == null ? "off" : breaker.state(now),
        Math.max(0, budget.left(now)),
        primaries > 0 && (live == 0 || live * 100 < primaries * group.policy().panic()),
        targets);
  }
}
