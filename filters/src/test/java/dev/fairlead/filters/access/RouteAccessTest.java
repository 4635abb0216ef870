package dev.fairlead.filters.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.filter.Verdict;
import dev.fairlead.engine.message.CidrSet;
import dev.fairlead.engine.message.Door;
import dev.fairlead.filters.fake.FakeExchange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Access by route, and by the client behind a trusted proxy. */
final class RouteAccessTest {
  private static final String LB = "10.0.0.1";
  private final AccessFilter filter =
      new AccessFilter(
          ranges("", "203.0.113.0/24"),
          Map.of("admin", ranges("192.0.2.0/24,2001:db8::/32", "192.0.2.66")),
          cidrs("10.0.0.0/8"));

  private static Ranges ranges(String allow, String deny) {
    return new Ranges(cidrs(allow), cidrs(deny));
  }

  private static CidrSet cidrs(String ranges) {
    return CidrSet.parse(ranges.isEmpty() ? List.of() : List.of(ranges.split(",", -1)));
  }

  private String refusal(FakeExchange exchange) {
    return filter.request(exchange) instanceof Verdict.Refuse refuse
        ? refuse.failure().message()
        : "";
  }

  private static FakeExchange from(String client, Door door, String rule) {
    return FakeExchange.of(client, door, rule, "shop.example", "/");
  }

  @Test
  void aRuleHasItsOwnClients() {
    assertThat(refusal(from("192.0.2.7", Door.REVERSE, "admin"))).isEmpty();
    assertThat(refusal(from("2001:db8::7", Door.REVERSE, "admin"))).isEmpty();
    assertThat(refusal(from("::ffff:192.0.2.7", Door.REVERSE, "admin"))).isEmpty();
    assertThat(refusal(from("198.51.100.7", Door.REVERSE, "admin")))
        .isEqualTo("your address is not in routing rule admin: access.allow");
    assertThat(refusal(from("192.0.2.66", Door.REVERSE, "admin")))
        .isEqualTo("your address is denied by routing rule admin: access.deny");
    assertThat(refusal(from("198.51.100.7", Door.REVERSE, "shop"))).isEmpty();
  }

  @Test
  void whoIsDeniedEverywhereIsDeniedThereToo() {
    assertThat(refusal(from("203.0.113.5", Door.REVERSE, "admin")))
        .isEqualTo("your address is denied by security.access.deny");
  }

  @ParameterizedTest
  @EnumSource(
      value = Door.class,
      names = {"REVERSE", "LOCAL"})
  void behindATrustedProxyTheClientIsWhomItNames(Door door) {
    FakeExchange denied = from(LB, door, "shop").with("X-Forwarded-For", "203.0.113.5");
    assertThat(refusal(denied)).contains("security.access.deny");
    FakeExchange allowed = from(LB, door, "shop").with("X-Forwarded-For", "1.2.3.4");
    assertThat(refusal(allowed)).isEmpty();
    FakeExchange vague = from(LB, door, "shop").with("X-Forwarded-For", "unknown");
    assertThat(refusal(vague)).contains("X-Forwarded-For");
  }

  @ParameterizedTest
  @EnumSource(
      value = Door.class,
      names = {"FORWARD", "TUNNEL"})
  void clientsOfTheForwardDoorSpeakForThemselvesOnly(Door door) {
    FakeExchange exchange = from(LB, door, "x").with("X-Forwarded-For", "203.0.113.5");
    assertThat(refusal(exchange)).isEmpty();
  }

  @Test
  void whatAStrangerWritesAboutItselfDoesNotCount() {
    FakeExchange exchange =
        from("198.51.100.7", Door.REVERSE, "admin").with("X-Forwarded-For", "192.0.2.7");
    assertThat(refusal(exchange)).contains("not in");
    FakeExchange spoofed =
        from(LB, Door.REVERSE, "admin").with("X-Forwarded-For", "192.0.2.7, 198.51.100.7");
    assertThat(refusal(spoofed)).contains("not in");
  }
}
