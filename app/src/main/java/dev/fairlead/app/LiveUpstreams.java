package dev.fairlead.app;

import dev.fairlead.control.metrics.Board;
import dev.fairlead.control.upstreams.Upstreams;
import dev.fairlead.engine.upstream.balance.Balance;
import dev.fairlead.engine.upstream.balance.GroupStatus;
import dev.fairlead.engine.upstream.balance.Health;
import dev.fairlead.engine.upstream.balance.TargetStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What the balance knows of targets, for operators and for metrics. */
final class LiveUpstreams implements Upstreams {
  private static final List<String> LABELS = List.of("route", "target");
  private static final double MS = 1e-6;

  private final Balance balance;

  LiveUpstreams(Balance balance) {
    this.balance = balance;
  }

  @Override
  public List<Target> all() {
    return balance.status().stream()
        .flatMap(group -> group.targets().stream().map(target -> target(group, target)))
        .toList();
  }

  @Override
  public boolean drain(String id, boolean out) {
    return out ? balance.drain(id) : balance.enable(id);
  }

  private static Target target(GroupStatus group, TargetStatus target) {
    return new Target(
        target.id(),
        group.name(),
        target.url(),
        state(target.state()),
        target.weight(),
        target.backup(),
        target.active(),
        target.requests(),
        target.failures(),
        target.retries(),
        target.latency().isZero()
            ? null
            : Math.round(target.latency().toNanos() * MS * 100) / 100.0,
        reason(target));
  }

  private static State state(TargetStatus.State state) {
    return switch (state) {
      case LIVE -> State.UP;
      case EJECTED -> State.EJECTED;
      case HALF_OPEN -> State.TRIED;
      case DOWN -> State.DOWN;
      case DRAINED -> State.DRAINED;
      case LEAVING -> State.LEAVING;
    };
  }

  private static @Nullable String reason(TargetStatus target) {
    return switch (target.state()) {
      case EJECTED -> "its answers were bad; out for " + seconds(target.ejectedFor()) + " more";
      case HALF_OPEN -> "its answers were bad; one request finds out whether it has recovered";
      case DRAINED -> "taken out, by an operator or in the configuration";
      case LEAVING -> "not in the configuration any more";
      case LIVE, DOWN -> target.health().text().isEmpty() ? null : target.health().text();
    };
  }

  private static String seconds(Duration time) {
    return Math.ceilDiv(time.toMillis(), 1000L) + " s";
  }

  /* ---------------- Measured ---------------- */

  /** Puts targets on the board. */
  void measure(Board board) {
    board
        .gauges(
            "backend_healthy",
            "Whether neither health checks nor its answers speak against a target.",
            LABELS,
            series -> show(series, LiveUpstreams::healthy, Math::min))
        .gauges(
            "fairlead_target_active",
            "Exchanges and tunnels that are with a target.",
            LABELS,
            series -> show(series, TargetStatus::active, Double::sum))
        .gauges(
            "fairlead_target_ejected",
            "Whether a target is out because of its answers.",
            LABELS,
            series -> show(series, target -> isEjected(target) ? 1 : 0, Math::max));
  }

  private static double healthy(TargetStatus target) {
    return target.health().state() == Health.State.DOWN || isEjected(target) ? 0 : 1;
  }

  private static boolean isEjected(TargetStatus target) {
    return target.state() == TargetStatus.State.EJECTED
        || target.state() == TargetStatus.State.HALF_OPEN;
  }

  /** Rules without a name may lead to the same target; no series may be there twice. */
  private void show(
      Board.Series series, ToDoubleFunction<TargetStatus> value, DoubleBinaryOperator both) {
    Map<List<String>, Double> values = new LinkedHashMap<>();
    for (GroupStatus group : balance.status()) {
      for (TargetStatus target : group.targets()) {
        values.merge(
            List.of(group.name(), target.url()), value.applyAsDouble(target), both::applyAsDouble);
      }
    }
    values.forEach((labels, number) -> series.is(number, labels.toArray(String[]::new)));
  }
}
