package dev.fairlead.control.metrics;

import dev.fairlead.engine.flow.Attempt;
import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.flow.FlowListener;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Route;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.StatefulMetric;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Counts finished exchanges, on their event loop: series are looked up once and kept in arrays, so
 * that an exchange costs a few additions. Labels have few values: never a host, never a path.
 */
public final class Meters implements FlowListener {
  private static final double NANOS = 1e-9;
  private static final double[] SECONDS = {
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300
  };

  private final Counter requests;
  private final Counter routes;
  private final Counter refusals;
  private final Map<Door, CounterDataPoint[]> series = new EnumMap<>(Door.class);
  private final Map<Door, DistributionDataPoint> durations;
  private final Map<Door, DistributionDataPoint> firstBytes;
  private final Map<Door, CounterDataPoint> received;
  private final Map<Door, CounterDataPoint> sent;
  private final Map<Failure.Kind, CounterDataPoint> failures;
  private final Map<Failure.Kind, CounterDataPoint> attemptFailures;
  private final CounterDataPoint answered;
  private final CounterDataPoint fresh;
  private final CounterDataPoint reused;
  private final CounterDataPoint retries;
  private final DistributionDataPoint dns;
  private final DistributionDataPoint connect;
  private final DistributionDataPoint tls;
  private final DistributionDataPoint tunnels;

  public Meters(Board board) {
    PrometheusRegistry registry = board.registry();
    for (Door door : Door.values()) {
      series.put(door, new CounterDataPoint[Series.COUNT]);
    }
    requests =
        counter("http_requests", "Exchanges that have ended.", "door", "method", "status")
            .register(registry);
    routes =
        counter("http_route_requests", "Exchanges of each reverse route.", "route", "status")
            .register(registry);
    refusals =
        counter("fairlead_refusals", "Exchanges a filter refused or answered.", "filter", "error")
            .register(registry);
    durations =
        byDoor(
            histogram(
                    "http_server_request_duration_seconds",
                    "From the request's head to the end of the response; tunnels not counted.",
                    "door")
                .register(registry));
    firstBytes =
        byDoor(
            histogram(
                    "http_server_first_byte_seconds",
                    "From the request's head to the head of the response.",
                    "door")
                .register(registry));
    received =
        byDoor(
            counter("http_request_body_bytes", "Body and tunnel bytes from clients.", "door")
                .register(registry));
    sent =
        byDoor(
            counter("http_response_body_bytes", "Body and tunnel bytes to clients.", "door")
                .register(registry));
    failures =
        byKind(
            counter("fairlead_failures", "Exchanges that failed, by whose doing.", "error", "side")
                .register(registry));
    Counter attempts =
        counter("fairlead_upstream_attempts", "Attempts to use an upstream.", "outcome", "side")
            .register(registry);
    attemptFailures = byKind(attempts);
    answered = attempts.labelValues("answered", "none");
    Counter connections =
        counter("fairlead_upstream_connections", "Connections that attempts were given.", "state")
            .register(registry);
    fresh = connections.labelValues("new");
    reused = connections.labelValues("reused");
    retries =
        counter("fairlead_upstream_retries", "Attempts after the first of an exchange.")
            .register(registry);
    dns = timing("fairlead_dns_seconds", "Resolving an upstream's name.", registry);
    connect =
        timing("fairlead_connect_seconds", "Connecting, a gateway's handshake included.", registry);
    tls = timing("fairlead_tls_handshake_seconds", "TLS handshakes with upstreams.", registry);
    tunnels = timing("fairlead_tunnel_duration_seconds", "How long tunnels lived.", registry);
  }

  private static Counter.Builder counter(String name, String help, String... labels) {
    return Counter.builder().name(name).help(help).labelNames(labels).withoutExemplars();
  }

  private static Histogram.Builder histogram(String name, String help, String... labels) {
    return Histogram.builder()
        .name(name)
        .help(help)
        .labelNames(labels)
        .classicOnly()
        .classicUpperBounds(SECONDS)
        .withoutExemplars();
  }

  private static DistributionDataPoint timing(
      String name, String help, PrometheusRegistry registry) {
    return histogram(name, help).register(registry);
  }

  private static <T extends DataPoint> Map<Door, T> byDoor(StatefulMetric<T, ?> metric) {
    Map<Door, T> points = new EnumMap<>(Door.class);
    for (Door door : Door.values()) {
      points.put(door, metric.labelValues(door.toString()));
    }
    return points;
  }

  private static Map<Failure.Kind, CounterDataPoint> byKind(Counter counter) {
    Map<Failure.Kind, CounterDataPoint> points = new EnumMap<>(Failure.Kind.class);
    for (Failure.Kind kind : Failure.Kind.values()) {
      points.put(kind, counter.labelValues(name(kind), name(kind.side())));
    }
    return points;
  }

  private static <K extends Enum<K>, T> T at(Map<K, T> points, K key) {
    return Objects.requireNonNull(points.get(key));
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void ended(Flow flow) {
    Door door = flow.route == null ? Door.LOCAL : flow.route.door();
    series(door, flow).inc();
    at(received, door).inc(flow.requestBytes);
    at(sent, door).inc(flow.responseBytes);
    if (door == Door.TUNNEL && flow.status == 200) {
      tunnels.observe(flow.durationNanos * NANOS);
    } else {
      at(durations, door).observe(flow.durationNanos * NANOS);
    }
    if (flow.firstByteNanos > 0) {
      at(firstBytes, door).observe(flow.firstByteNanos * NANOS);
    }
    if (door == Door.REVERSE && flow.route instanceof Route.Forward forward) {
      routes.labelValues(forward.rule(), Series.status(flow.status)).inc();
    }
    if (flow.failure != null) {
      at(failures, flow.failure.kind()).inc();
    }
    if (flow.decidedBy != null) {
      String error = flow.failure == null ? "none" : name(flow.failure.kind());
      refusals.labelValues(flow.decidedBy, error).inc();
    }
    if (flow.attempt != null) {
      attempts(flow);
    }
  }

  private CounterDataPoint series(Door door, Flow flow) {
    CounterDataPoint[] known = at(series, door);
    int index = Series.index(flow.method, flow.status);
    CounterDataPoint point = known[index];
    if (point == null) {
      point =
          requests.labelValues(
              door.toString(), Series.method(flow.method), Series.status(flow.status));
      known[index] = point;
    }
    return point;
  }

  private void attempts(Flow flow) {
    if (flow.attempts > 1) {
      retries.inc(flow.attempts - 1);
    }
    for (Attempt each = flow.attempt; each != null; each = each.previous) {
      outcome(each.failure).inc();
      if (each.version != null || each.remote != null) {
        (each.reused ? reused : fresh).inc();
      }
      time(dns, each.dnsNanos);
      time(connect, each.connectNanos);
      time(tls, each.tlsNanos);
    }
  }

  private CounterDataPoint outcome(@Nullable Failure failure) {
    return failure == null ? answered : at(attemptFailures, failure.kind());
  }

  private static void time(DistributionDataPoint point, long nanos) {
    if (nanos > 0) {
      point.observe(nanos * NANOS);
    }
  }
}
