package dev.fairlead.filters.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.filter.Verdict;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.filters.fake.FakeExchange;
import dev.fairlead.filters.fake.FakeLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What rules let pass, and what they say of it. */
final class RateLimitTest {
  private static final FieldName POLICY = FieldName.of("RateLimit-Policy");
  private static final FieldName STATE = FieldName.of("RateLimit");
  private static final int PREFIX = 64;

  private final FakeLoop loop = new FakeLoop();
  private final Ledger ledger = new Ledger(loop::nanos);
  private final List<FakeExchange> exchanges = new ArrayList<>();

  private RateLimit limits(LimitRule... rules) {
    return new RateLimit(List.of(rules), ledger, PREFIX, false);
  }

  private static LimitRule perSecond(String name, int requests, int burst, LimitKey... keys) {
    return rule(name, new Rate(requests, Duration.ofSeconds(1), burst), 0, 0, keys);
  }

  private static LimitRule rule(
      String name, @Nullable Rate rate, long bytes, int concurrent, LimitKey... keys) {
    return new LimitRule(name, List.of(keys), _ -> true, rate, bytes, concurrent);
  }

  private FakeExchange exchange() {
    FakeExchange exchange = new FakeExchange(loop);
    exchanges.add(exchange);
    return exchange;
  }

  private boolean passes(RateLimit limits, FakeExchange exchange) {
    return limits.request(exchange).equals(Verdict.CONTINUE);
  }

  private static Verdict.Refuse refusal(RateLimit limits, FakeExchange exchange) {
    return (Verdict.Refuse) limits.request(exchange);
  }

  @Test
  void burstPassesAndThenTheRate() {
    RateLimit limits = limits(perSecond("api", 2, 3, LimitKey.CLIENT));
    for (int i = 0; i < 3; i++) {
      assertThat(passes(limits, exchange())).isTrue();
    }
    assertThat(passes(limits, exchange())).isFalse();
    loop.pass(500_000_000);
    assertThat(passes(limits, exchange())).isTrue();
    assertThat(passes(limits, exchange())).isFalse();
  }

  @Test
  void refusalNamesTheRuleAndSaysWhenToComeBack() {
    RateLimit limits =
        limits(
            rule(
                "api",
                new Rate(1, Duration.ofMinutes(1), 1),
                0,
                0,
                LimitKey.CLIENT,
                LimitKey.ROUTE));
    limits.request(exchange());
    loop.pass(1_500_000_000);
    Verdict.Refuse refusal = refusal(limits, exchange());
    assertThat(refusal.failure().kind()).isEqualTo(Failure.Kind.RATE_LIMITED);
    assertThat(refusal.failure().message())
        .isEqualTo(
            "the limit \"api\" (security.rate_limiting) of 1 request a minute for each client and"
                + " route is used up; try again in 59 s");
    assertThat(refusal.fields().get(FieldName.RETRY_AFTER)).isEqualTo("59");
    assertThat(exchanges.getLast().responded().get(STATE)).isEqualTo("\"api\";r=0;t=59");
  }

  @Test
  void responsesTellOfTheQuota() {
    RateLimit limits =
        limits(
            perSecond("slow", 10, 20, LimitKey.CLIENT),
            perSecond("all", 1000, 1000, LimitKey.GLOBAL));
    limits.request(exchange());
    var fields = exchanges.getFirst().responded();
    assertThat(fields.get(POLICY)).isEqualTo("\"slow\";q=20;w=2, \"all\";q=1000;w=1");
    assertThat(fields.get(STATE)).isEqualTo("\"slow\";r=19;t=1, \"all\";r=999;t=1");
  }

  @Test
  void originsBehindTheForwardDoorAreNotSpokenForUnlessWanted() {
    LimitRule rule = perSecond("api", 10, 20, LimitKey.CLIENT);
    FakeExchange quiet = exchange().through(Door.FORWARD, "*");
    limits(rule).request(quiet);
    assertThat(quiet.responded().contains(STATE)).isFalse();
    FakeExchange told = exchange().through(Door.FORWARD, "*");
    new RateLimit(List.of(rule), ledger, PREFIX, true).request(told);
    assertThat(told.responded().contains(STATE)).isTrue();
  }

  @Test
  void refusalsTellOfTheQuotaOnEveryDoor() {
    RateLimit limits = limits(perSecond("api", 1, 1, LimitKey.CLIENT));
    limits.request(exchange().through(Door.TUNNEL, "*"));
    limits.request(exchange().through(Door.TUNNEL, "*"));
    assertThat(exchanges.getLast().responded().get(STATE)).isEqualTo("\"api\";r=0;t=1");
  }

  /** Whether two exchanges count together under a rule of these keys. */
  private boolean together(
      List<LimitKey> keys, UnaryOperator<FakeExchange> one, UnaryOperator<FakeExchange> other) {
    Ledger fresh = new Ledger(loop::nanos);
    LimitRule rule =
        new LimitRule("r", keys, _ -> true, new Rate(1, Duration.ofSeconds(1), 1), 0, 0);
    RateLimit limits = new RateLimit(List.of(rule), fresh, PREFIX, false);
    assertThat(passes(limits, one.apply(exchange()))).isTrue();
    return !passes(limits, other.apply(exchange()));
  }

  @Test
  void clientsCountByAddressAndIpv6ByPrefix() {
    List<LimitKey> client = List.of(LimitKey.CLIENT);
    assertThat(together(client, e -> e, e -> e)).isTrue();
    assertThat(together(client, e -> e, e -> e.from("192.0.2.8"))).isFalse();
    assertThat(together(client, e -> e.from("2001:db8::1"), e -> e.from("2001:db8::2:3:4:5")))
        .isTrue();
    assertThat(together(client, e -> e.from("2001:db8::1"), e -> e.from("2001:db8:0:1::1")))
        .isFalse();
    assertThat(together(client, e -> e.from("192.0.2.7"), e -> e.from("::ffff:192.0.2.7")))
        .isTrue();
  }

  @Test
  void prefixOfIpv6MayEndWithinAByte() {
    LimitRule rule = perSecond("r", 1, 1, LimitKey.CLIENT);
    RateLimit limits = new RateLimit(List.of(rule), ledger, 60, false);
    assertThat(passes(limits, exchange().from("2001:db8:0:10::1"))).isTrue();
    assertThat(passes(limits, exchange().from("2001:db8:0:1f::1"))).isFalse();
    assertThat(passes(limits, exchange().from("2001:db8:0:20::1"))).isTrue();
  }

  @Test
  void usersCountByNameAndStrangersByAddress() {
    List<LimitKey> user = List.of(LimitKey.USER);
    assertThat(together(user, e -> e.by("ann"), e -> e.by("ann").from("192.0.2.9"))).isTrue();
    assertThat(together(user, e -> e.by("ann"), e -> e.by("bob"))).isFalse();
    assertThat(together(user, e -> e, e -> e.by("192.0.2.7"))).isFalse();
    assertThat(together(user, e -> e, e -> e.from("192.0.2.9"))).isFalse();
  }

  @Test
  void routesDestinationsAndEverythingCountAsTheySay() {
    List<LimitKey> destination = List.of(LimitKey.DESTINATION);
    assertThat(together(destination, e -> e.to("a.example:81", "/"), e -> e.to("A.example", "/x")))
        .isTrue();
    assertThat(together(destination, e -> e.to("a.example", "/"), e -> e.to("b.example", "/")))
        .isFalse();
    assertThat(together(destination, e -> e.to("", "/"), e -> e.to("", "/"))).isTrue();
    List<LimitKey> route = List.of(LimitKey.ROUTE);
    assertThat(together(route, e -> e, e -> e.through(Door.REVERSE, "other"))).isFalse();
    assertThat(together(route, e -> e, e -> e.from("192.0.2.9"))).isTrue();
    assertThat(together(List.of(LimitKey.GLOBAL), e -> e, e -> e.from("192.0.2.9").by("x")))
        .isTrue();
    List<LimitKey> both = List.of(LimitKey.CLIENT, LimitKey.DESTINATION);
    assertThat(together(both, e -> e, e -> e.to("b.example", "/"))).isFalse();
    assertThat(together(both, e -> e, e -> e.from("192.0.2.9"))).isFalse();
    assertThat(together(both, e -> e, e -> e)).isTrue();
  }

  @Test
  void credentialsCountWhereverTheyStand() {
    List<LimitKey> key = List.of(LimitKey.CREDENTIAL);
    assertThat(
            together(
                key,
                e -> e.with("Authorization", "Bearer a"),
                e -> e.with("authorization", "Bearer a").from("192.0.2.9")))
        .isTrue();
    assertThat(together(key, e -> e.with("X-Api-Key", "a"), e -> e.with("X-Api-Key", "b")))
        .isFalse();
    assertThat(
            together(
                key,
                e -> e.with("x-goog-api-key", "a"),
                e -> e.with("x-goog-api-key", "a").from("192.0.2.9")))
        .isTrue();
    assertThat(
            together(
                key,
                e -> e.to("a.example", "/m?x=1&key=abc&y=2"),
                e -> e.to("a.example", "/n?key=abc").from("192.0.2.9")))
        .isTrue();
    assertThat(
            together(key, e -> e.to("a.example", "/?key=abc"), e -> e.to("a.example", "/?key=abd")))
        .isFalse();
    assertThat(together(key, e -> e.to("a.example", "/?monkey=a"), e -> e.from("192.0.2.9")))
        .isFalse();
  }

  @Test
  void ruleOnlyCountsWhatItMatches() {
    LimitRule posts =
        new LimitRule(
            "posts",
            List.of(LimitKey.GLOBAL),
            request -> request.method().name().equals("POST"),
            new Rate(1, Duration.ofSeconds(1), 1),
            0,
            0);
    RateLimit limits = limits(posts);
    assertThat(passes(limits, exchange().method("POST"))).isTrue();
    assertThat(passes(limits, exchange())).isTrue();
    assertThat(exchanges.getLast().observers).isEmpty();
    assertThat(passes(limits, exchange().method("POST"))).isFalse();
  }

  @Test
  void exchangesAtATimeAreGivenBackOnceEach() {
    RateLimit limits = limits(rule("two", null, 0, 2, LimitKey.CLIENT));
    FakeExchange first = exchange();
    assertThat(passes(limits, first)).isTrue();
    assertThat(passes(limits, exchange())).isTrue();
    FakeExchange refused = exchange();
    assertThat(refusal(limits, refused).failure().message())
        .isEqualTo(
            "the limit \"two\" (security.rate_limiting) of 2 requests at a time for each client is"
                + " used up; try again when one has ended");
    refused.ends();
    assertThat(passes(limits, exchange())).isFalse();
    first.ends();
    first.ends();
    assertThat(passes(limits, exchange())).isTrue();
    assertThat(passes(limits, exchange())).isFalse();
    exchanges.forEach(FakeExchange::ends);
    assertThat(ledger.inFlight().keys()).isZero();
  }

  @Test
  void placeIsGivenBackWhenALaterRuleRefuses() {
    RateLimit limits =
        limits(rule("places", null, 0, 9, LimitKey.CLIENT), perSecond("r", 1, 1, LimitKey.CLIENT));
    limits.request(exchange());
    assertThat(passes(limits, exchange())).isFalse();
    exchanges.forEach(FakeExchange::ends);
    assertThat(ledger.inFlight().keys()).isZero();
  }

  @Test
  void refusedEarlyCostsLaterRulesNothing() {
    RateLimit limits =
        limits(perSecond("mine", 1, 1, LimitKey.CLIENT), perSecond("all", 1, 2, LimitKey.GLOBAL));
    assertThat(passes(limits, exchange())).isTrue();
    for (int i = 0; i < 10; i++) {
      assertThat(passes(limits, exchange())).isFalse();
    }
    assertThat(passes(limits, exchange().from("192.0.2.9"))).isTrue();
  }

  @Test
  void bytesAreSlowedInBothDirections() {
    RateLimit limits = limits(rule("bytes", null, 1_000, 0, LimitKey.CLIENT));
    limits.request(exchange());
    assertThat(exchanges.getFirst().requestStages).hasSize(1);
    assertThat(exchanges.getFirst().responseStages).hasSize(1);
    assertThat(exchanges.getFirst().requestStages.getFirst().filter()).isEqualTo("limits");
  }

  @Test
  void laterConfigurationGoesOnWhereTheRuleOfThatNameWas() {
    assertThat(passes(limits(perSecond("a", 1, 1, LimitKey.CLIENT)), exchange())).isTrue();
    assertThat(passes(limits(perSecond("a", 1, 1, LimitKey.CLIENT)), exchange())).isFalse();
    assertThat(passes(limits(perSecond("b", 1, 1, LimitKey.CLIENT)), exchange())).isTrue();
  }
}
