package dev.fairlead.control.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.fairlead.control.web.Plane;
import dev.fairlead.engine.flow.Attempt;
import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.OneTarget;
import dev.fairlead.engine.message.Route;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What exchanges leave in a scrape. */
final class MetersTest {
  private static final Endpoint ENDPOINT =
      new Endpoint(Host.parse("origin.example"), 80, false, null, Endpoint.Use.HTTP, true);
  private static final Client CLIENT =
      new Client(
          1,
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 5),
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 80),
          null);

  private final Board board = new Board("1.2.3");
  private final Meters meters = new Meters(board);

  private static Flow flow(String method, int status) {
    Flow flow = new Flow(CLIENT, HttpVersion.HTTP_1_1, method, "a.example", "/x", 0, 0);
    flow.status = status;
    flow.route = forward(Door.REVERSE);
    flow.durationNanos = 3_000_000;
    flow.firstByteNanos = 2_000_000;
    flow.requestBytes = 10;
    flow.responseBytes = 20;
    return flow;
  }

  private static Route forward(Door door) {
    return new Route.Forward(
        door, "shop", new OneTarget(ENDPOINT), null, Duration.ofSeconds(1), Long.MAX_VALUE);
  }

  private String scrape() throws IOException {
    try (Plane plane = Plane.with(new MetricsRoutes(board))) {
      return plane.get("/metrics").text();
    }
  }

  @Test
  void anExchangeIsCountedByDoorMethodAndStatus() throws Exception {
    meters.ended(flow("GET", 200));
    meters.ended(flow("GET", 204));
    meters.ended(flow("BREW", 418));
    assertThat(scrape())
        .contains("http_requests_total{door=\"reverse\",method=\"GET\",status=\"2xx\"} 2.0")
        .contains("http_requests_total{door=\"reverse\",method=\"other\",status=\"4xx\"} 1.0")
        .contains("http_route_requests_total{route=\"shop\",status=\"2xx\"} 2.0")
        .contains("http_request_body_bytes_total{door=\"reverse\"} 30.0")
        .contains("http_response_body_bytes_total{door=\"reverse\"} 60.0")
        .contains("http_server_request_duration_seconds_count{door=\"reverse\"} 3")
        .contains("http_server_first_byte_seconds_bucket{door=\"reverse\",le=\"0.0025\"} 3");
    assertThat(meters.ended()).isEqualTo(3);
  }

  /** Hours of a tunnel would drown the milliseconds of requests. */
  @Test
  void aTunnelsLifeIsNoLatency() throws Exception {
    Flow upgraded = flow("GET", 101);
    upgraded.tunnel = true;
    meters.ended(upgraded);
    assertThat(scrape())
        .contains("http_server_request_duration_seconds_count{door=\"reverse\"} 0")
        .contains("fairlead_tunnel_duration_seconds_count 1");
  }

  @Test
  void whatWasNoRequestCameInByNoDoor() throws Exception {
    Flow garbage = flow("-", 400);
    garbage.route = null;
    garbage.failure = new Failure(Failure.Kind.BAD_REQUEST, "no request");
    meters.ended(garbage);
    assertThat(scrape())
        .contains("http_requests_total{door=\"none\",method=\"other\",status=\"4xx\"} 1.0")
        .contains("fairlead_failures_total{error=\"bad_request\",side=\"client\"} 1.0");
  }

  @Test
  void aRefusalNamesItsFilter() throws Exception {
    Flow refused = flow("GET", 403);
    refused.decidedBy = "access";
    refused.failure = new Failure(Failure.Kind.DENIED, "no");
    meters.ended(refused);
    meters.ended(refused);
    Flow answered = flow("GET", 200);
    answered.decidedBy = "cache";
    meters.ended(answered);
    assertThat(scrape())
        .contains("fairlead_refusals_total{error=\"denied\",filter=\"access\"} 2.0")
        .contains("fairlead_refusals_total{error=\"none\",filter=\"cache\"} 1.0");
  }

  @Test
  void everyAttemptCounts() throws Exception {
    Flow flow = flow("GET", 200);
    Attempt first = new Attempt(null, ENDPOINT, 0);
    first.failure = new Failure(Failure.Kind.CONNECTION_REFUSED, "refused");
    Attempt second = new Attempt(first, ENDPOINT, 10);
    second.version = HttpVersion.HTTP_1_1;
    second.dnsNanos = 1_000_000;
    second.connectNanos = 1_000_000;
    flow.attempt = second;
    flow.attempts = 2;
    meters.ended(flow);
    assertThat(scrape())
        .contains(
            "fairlead_upstream_attempts_total{outcome=\"connection_refused\",side=\"upstream\"}"
                + " 1.0")
        .contains("fairlead_upstream_attempts_total{outcome=\"answered\",side=\"none\"} 1.0")
        .contains("fairlead_upstream_retries_total 1.0")
        .contains("fairlead_upstream_connections_total{state=\"new\"} 1.0")
        .contains("fairlead_dns_seconds_count 1")
        .contains("fairlead_connect_seconds_count 1")
        .contains("fairlead_tls_handshake_seconds_count 0");
  }

  @Test
  void openMetricsForWhoAsks() throws Exception {
    try (Plane plane = Plane.with(new MetricsRoutes(board))) {
      assertThat(plane.get("/metrics", "Accept: application/openmetrics-text").text())
          .contains("# EOF");
      assertThat(plane.get("/metrics").text())
          .contains("fairlead_build_info{version=\"1.2.3\"} 1.0")
          .doesNotContain("# EOF");
    }
  }

  @Test
  void countingMakesNoGarbage() {
    Flow plain = flow("GET", 200);
    Attempt attempt = new Attempt(null, ENDPOINT, 0);
    attempt.version = HttpVersion.HTTP_1_1;
    attempt.tlsNanos = 5;
    plain.attempt = attempt;
    plain.attempts = 1;
    Flow refused = flow("POST", 429);
    refused.decidedBy = "limits";
    refused.failure = new Failure(Failure.Kind.RATE_LIMITED, "slowly");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 20 && least > 0; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      count(plain, refused, 20_000);
      least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / 40_000);
    }
    assertThat(least).as("bytes for each exchange once it is compiled").isZero();
  }

  private void count(Flow first, Flow second, int times) {
    for (int i = 0; i < times; i++) {
      meters.ended(first);
      meters.ended(second);
    }
  }
}
