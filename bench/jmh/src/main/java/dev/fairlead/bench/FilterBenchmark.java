package dev.fairlead.bench;

import dev.fairlead.engine.filter.Filter;
import dev.fairlead.engine.filter.Verdict;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.ResponseHead;
import dev.fairlead.filters.headers.SecurityHeaders;
import dev.fairlead.filters.headers.SecurityHeaders.Field;
import dev.fairlead.filters.headers.SecurityHeaders.Fields;
import dev.fairlead.filters.limits.Ledger;
import dev.fairlead.filters.limits.LimitKey;
import dev.fairlead.filters.limits.LimitRule;
import dev.fairlead.filters.limits.Rate;
import dev.fairlead.filters.limits.RateLimit;
import dev.fairlead.filters.limits.TunnelLimit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What filters cost an exchange, from the request to its end: those that are on without being asked
 * for, and rate limits on top. Run with {@code -prof gc} for the bytes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FilterBenchmark {
  private final StillExchange reverse = new StillExchange(Door.REVERSE);
  private final StillExchange forward = new StillExchange(Door.FORWARD);
  private final StillExchange tunnel = new StillExchange(Door.TUNNEL);
  private final ResponseHead complete = complete();
  private final List<Filter> usual = usual();
  private final List<Filter> limited = List.of(limit(LimitKey.CLIENT));
  private final List<Filter> limitedThrice =
      List.of(
          limit(LimitKey.CLIENT, LimitKey.DESTINATION),
          limit(LimitKey.CREDENTIAL),
          limit(LimitKey.GLOBAL));

  private static List<Filter> usual() {
    List<Field> fields =
        List.of(
            new Field(FieldName.of("X-Content-Type-Options"), "nosniff"),
            new Field(FieldName.of("X-Frame-Options"), "DENY"),
            new Field(FieldName.of("Referrer-Policy"), "no-referrer"));
    return List.of(
        new SecurityHeaders(false, new Fields(fields, "max-age=31536000"), Map.of()),
        new TunnelLimit(5000, new AtomicInteger()));
  }

  private static Filter limit(LimitKey... keys) {
    Rate endless = new Rate(1_000_000, Duration.ofSeconds(1), 1_000_000);
    LimitRule rule = new LimitRule("bench", List.of(keys), _ -> true, endless, 0, 0);
    return new RateLimit(List.of(rule), new Ledger(), 64, false);
  }

  /** A response as an origin sends it. */
  private static ResponseHead plain() {
    Headers headers = new Headers(new byte[512], 0);
    headers.add(FieldName.CONTENT_TYPE, "application/json");
    return new ResponseHead(200, "OK", HttpVersion.HTTP_1_1, headers, 1024);
  }

  private ResponseHead complete() {
    ResponseHead head = plain();
    head.headers().add("X-Content-Type-Options", "nosniff");
    head.headers().add("X-Frame-Options", "DENY");
    head.headers().add("Referrer-Policy", "no-referrer");
    return head;
  }

  private static int pass(List<Filter> filters, StillExchange exchange, ResponseHead head) {
    int passed = 0;
    for (int i = 0; i < filters.size(); i++) {
      passed += filters.get(i).request(exchange) instanceof Verdict.Continue ? 1 : 0;
    }
    exchange.ends(head);
    return passed;
  }

  @Benchmark
  public int usualReverseThatHasTheHeaders() {
    return pass(usual, reverse, complete);
  }

  @Benchmark
  public ResponseHead usualReverseThatLacksThem() {
    ResponseHead head = plain();
    pass(usual, reverse, head);
    return head;
  }

  /** To be subtracted from the one before. */
  @Benchmark
  public ResponseHead responseAlone() {
    return plain();
  }

  @Benchmark
  public int usualForward() {
    return pass(usual, forward, complete);
  }

  @Benchmark
  public int usualTunnel() {
    return pass(usual, tunnel, complete);
  }

  @Benchmark
  public int oneRateLimitOnTheForwardDoor() {
    return pass(limited, forward, complete);
  }

  @Benchmark
  public int threeRateLimitsOnTheForwardDoor() {
    return pass(limitedThrice, forward, complete);
  }
}
