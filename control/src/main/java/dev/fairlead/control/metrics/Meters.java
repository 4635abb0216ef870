package dev.fairlead.control.metrics;

import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.flow.FlowListener;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Route;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts finished exchanges, on their event loop: series are looked up once and kept, so that an
 * exchange costs a few additions and no garbage. Labels have few values: never a host, never a path
 * ({@code route} and {@code filter} are names of the configuration).
 */
public final class Meters implements FlowListener {
  static final double NANOS = 1e-9;

  private final Counter routes;
  private final Counter refusals;
  private final Map<Door, DoorMeters> doors = new EnumMap<>(Door.class);
  private final DoorMeters nowhere;
  private final AttemptMeters attempts;
  private final Map<Failure.Kind, CounterDataPoint> failures;
  private final DistributionDataPoint tunnels;
  private final ConcurrentHashMap<String, @Nullable CounterDataPoint[]> byRoute =
      new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, ConcurrentHashMap<String, CounterDataPoint>> byFilter =
      new ConcurrentHashMap<>();
  private final LongAdder ended = new LongAdder();

  public Meters(Board board) {
    DoorMeters.Family family = new DoorMeters.Family(board);
    for (Door door : Door.values()) {
      doors.put(door, family.of(door.toString()));
    }
    nowhere = family.of(Series.NONE);
    attempts = new AttemptMeters(board);
    routes =
        board.counting(
            "http_route_requests", "Exchanges of each reverse route.", "route", "status");
    refusals =
        board.counting(
            "fairlead_refusals", "Exchanges a filter refused or answered.", "filter", "error");
    failures =
        Series.byKind(
            board.counting(
                "fairlead_failures", "Exchanges that failed, by whose doing.", "error", "side"));
    tunnels = board.timing("fairlead_tunnel_duration_seconds", "How long tunnels lived.");
  }

  /** How many exchanges have ended. */
  public long ended() {
    return ended.sum();
  }

  @Override
  public void ended(Flow flow) {
    ended.increment();
    Route route = flow.route;
    (route == null ? nowhere : Series.at(doors, route.door())).ended(flow);
    if (flow.tunnel) {
      tunnels.observe(flow.durationNanos * NANOS);
    }
    if (route instanceof Route.Forward forward && forward.door() == Door.REVERSE) {
      route(forward.rule(), flow.status).inc();
    }
    if (flow.failure != null) {
      Series.at(failures, flow.failure.kind()).inc();
    }
    if (flow.decidedBy != null) {
      refusal(flow.decidedBy, flow.failure).inc();
    }
    if (flow.attempt != null) {
      attempts.ended(flow);
    }
  }

  private CounterDataPoint route(String rule, int status) {
    @Nullable CounterDataPoint[] known = byRoute.get(rule);
    if (known == null) {
      known = byRoute.computeIfAbsent(rule, _ -> new CounterDataPoint[Series.STATUS_COUNT]);
    }
    int index = Series.statusIndex(status);
    CounterDataPoint point = known[index];
    if (point == null) {
      point = routes.labelValues(rule, Series.status(status));
      known[index] = point;
    }
    return point;
  }

  private CounterDataPoint refusal(String filter, @Nullable Failure failure) {
    String error = failure == null ? Series.NONE : Series.name(failure.kind());
    ConcurrentHashMap<String, CounterDataPoint> known = byFilter.get(filter);
    if (known == null) {
      known = byFilter.computeIfAbsent(filter, _ -> new ConcurrentHashMap<>());
    }
    CounterDataPoint point = known.get(error);
    if (point == null) {
      point = refusals.labelValues(filter, error);
      known.put(error, point);
    }
    return point;
  }
}
