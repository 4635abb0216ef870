package dev.fairlead.control.metrics;

import dev.fairlead.engine.flow.Flow;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import org.jspecify.annotations.Nullable;

/** What is counted of exchanges that came in by one door. */
final class DoorMeters {
  private final Counter requests;
  private final String door;
  private final @Nullable CounterDataPoint[] series = new CounterDataPoint[Series.COUNT];
  private final DistributionDataPoint duration;
  private final DistributionDataPoint firstByte;
  private final CounterDataPoint received;
  private final CounterDataPoint sent;

  private DoorMeters(Family family, String door) {
    this.requests = family.requests;
    this.door = door;
    this.duration = family.durations.labelValues(door);
    this.firstByte = family.firstBytes.labelValues(door);
    this.received = family.received.labelValues(door);
    this.sent = family.sent.labelValues(door);
  }

  /** The metrics of all doors. */
  static final class Family {
    private final Counter requests;
    private final Histogram durations;
    private final Histogram firstBytes;
    private final Counter received;
    private final Counter sent;

    Family(Board board) {
      requests =
          board.counting("http_requests", "Exchanges that have ended.", "door", "method", "status");
      durations =
          board.histogram(
              "http_server_request_duration_seconds",
              "From the request's head to the end of the response; tunnels not counted.",
              "door");
      firstBytes =
          board.histogram(
              "http_server_first_byte_seconds",
              "From the request's head to the head of the response.",
              "door");
      received =
          board.counting("http_request_body_bytes", "Body and tunnel bytes from clients.", "door");
      sent =
          board.counting("http_response_body_bytes", "Body and tunnel bytes to clients.", "door");
    }

    DoorMeters of(String door) {
      return new DoorMeters(this, door);
    }
  }

  void ended(Flow flow) {
    series(flow).inc();
    received.inc(flow.requestBytes);
    sent.inc(flow.responseBytes);
    if (!flow.tunnel && flow.route != null) {
      duration.observe(flow.durationNanos * Meters.NANOS);
    }
    if (flow.firstByteNanos > 0) {
      firstByte.observe(flow.firstByteNanos * Meters.NANOS);
    }
  }

  private CounterDataPoint series(Flow flow) {
    int index = Series.index(flow.method, flow.status);
    CounterDataPoint point = series[index];
    if (point == null) {
      point = requests.labelValues(door, Series.method(flow.method), Series.status(flow.status));
      series[index] = point;
    }
    return point;
  }
}
