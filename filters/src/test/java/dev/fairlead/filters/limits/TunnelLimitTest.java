package dev.fairlead.filters.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.filter.Verdict;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.filters.fake.FakeExchange;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TunnelLimitTest {
  private final AtomicInteger open = new AtomicInteger();

  private FakeExchange tunnel(TunnelLimit limit) {
    FakeExchange exchange = FakeExchange.at(Door.TUNNEL);
    assertThat(exchange.ask(limit)).isSameAs(Verdict.CONTINUE);
    return exchange;
  }

  private static void assertFull(TunnelLimit limit) {
    assertThat(FakeExchange.at(Door.TUNNEL).ask(limit))
        .isInstanceOfSatisfying(
            Verdict.Refuse.class,
            refuse -> {
              assertThat(refuse.failure().kind()).isEqualTo(Failure.Kind.OVERLOADED);
              assertThat(refuse.failure().message()).contains("server.limits.tunnels");
            });
  }

  @Test
  void oneMoreThanTheLimitIsRefusedUntilOneEnds() {
    TunnelLimit limit = new TunnelLimit(2, open);
    FakeExchange first = tunnel(limit);
    tunnel(limit);
    assertFull(limit);
    assertFull(limit);
    first.ends();
    tunnel(limit);
    assertFull(limit);
    assertThat(open).hasValue(2);
  }

  @Test
  void aRefusedOneTakesNoPlaceAndGivesNoneBack() {
    TunnelLimit limit = new TunnelLimit(1, open);
    tunnel(limit);
    FakeExchange refused = FakeExchange.at(Door.TUNNEL);
    assertThat(refused.ask(limit)).isInstanceOf(Verdict.Refuse.class);
    refused.ends();
    assertThat(open).hasValue(1);
  }

  @Test
  void tunnelsOfAnEarlierConfigurationCount() {
    FakeExchange old = tunnel(new TunnelLimit(5, open));
    TunnelLimit smaller = new TunnelLimit(1, open);
    assertFull(smaller);
    old.ends();
    tunnel(smaller);
  }

  @ParameterizedTest
  @EnumSource(names = "TUNNEL", mode = EnumSource.Mode.EXCLUDE)
  void whatIsNoTunnelIsNotCounted(Door door) {
    FakeExchange exchange = FakeExchange.at(door);
    assertThat(exchange.ask(new TunnelLimit(0, open))).isSameAs(Verdict.CONTINUE);
    exchange.ends();
    assertThat(open).hasValue(0);
  }
}
