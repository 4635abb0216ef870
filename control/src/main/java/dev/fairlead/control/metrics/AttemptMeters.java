package dev.fairlead.control.metrics;

import dev.fairlead.engine.flow.Attempt;
import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.message.Failure;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import java.util.Map;

/** What is counted of attempts to reach an upstream. */
final class AttemptMeters {
  private final Map<Failure.Kind, CounterDataPoint> failed;
  private final CounterDataPoint answered;
  private final CounterDataPoint fresh;
  private final CounterDataPoint reused;
  private final CounterDataPoint retries;
  private final DistributionDataPoint dns;
  private final DistributionDataPoint connect;
  private final DistributionDataPoint tls;

  AttemptMeters(Board board) {
    Counter attempts =
        board.counting(
            "fairlead_upstream_attempts", "Attempts to use an upstream.", "outcome", "side");
    failed = Series.byKind(attempts);
    answered = attempts.labelValues("answered", Series.NONE);
    Counter connections =
        board.counting(
            "fairlead_upstream_connections", "Connections that attempts were given.", "state");
    fresh = connections.labelValues("new");
    reused = connections.labelValues("reused");
    retries =
        board
            .counting("fairlead_upstream_retries", "Attempts after the first of an exchange.")
            .labelValues();
    dns = board.timing("fairlead_dns_seconds", "Resolving an upstream's name.");
    connect =
        board.timing("fairlead_connect_seconds", "Connecting, a gateway's handshake included.");
    tls = board.timing("fairlead_tls_handshake_seconds", "TLS handshakes with upstreams.");
  }

  void ended(Flow flow) {
    if (flow.attempts > 1) {
      retries.inc(flow.attempts - 1L);
    }
    for (Attempt each = flow.attempt; each != null; each = each.previous) {
      (each.failure == null ? answered : Series.at(failed, each.failure.kind())).inc();
      if (each.version != null || each.remote != null) {
        (each.reused ? reused : fresh).inc();
      }
      time(dns, each.dnsNanos);
      time(connect, each.connectNanos);
      time(tls, each.tlsNanos);
    }
  }

  private static void time(DistributionDataPoint point, long nanos) {
    if (nanos > 0) {
      point.observe(nanos * Meters.NANOS);
    }
  }
}
