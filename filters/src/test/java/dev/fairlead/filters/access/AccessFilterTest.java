package dev.fairlead.filters.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.filter.Verdict;
import dev.fairlead.engine.message.CidrSet;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.filters.fake.FakeExchange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AccessFilterTest {
  private static Verdict ask(List<String> allowed, List<String> denied, String ip) {
    var filter = new AccessFilter(CidrSet.parse(allowed), CidrSet.parse(denied));
    return FakeExchange.at(Door.FORWARD).from(ip).ask(filter);
  }

  private static void assertRefused(Verdict verdict, String list) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Refuse.class,
            refuse -> {
              assertThat(refuse.failure().kind()).isEqualTo(Failure.Kind.DENIED);
              assertThat(refuse.failure().message()).contains(list);
            });
  }

  @Test
  void withoutAnAllowListEverybodyPassesWhoIsNotDenied() {
    assertThat(ask(List.of(), List.of("10.0.0.0/8"), "192.0.2.1")).isSameAs(Verdict.CONTINUE);
    assertRefused(ask(List.of(), List.of("10.0.0.0/8"), "10.1.2.3"), "security.access.deny");
  }

  @Test
  void withAnAllowListEverybodyElseIsRefused() {
    assertThat(ask(List.of("192.0.2.0/24"), List.of(), "192.0.2.255")).isSameAs(Verdict.CONTINUE);
    assertRefused(ask(List.of("192.0.2.0/24"), List.of(), "192.0.3.0"), "security.access.allow");
  }

  @Test
  void aDenialWinsOverAnAllowance() {
    assertRefused(
        ask(List.of("0.0.0.0/0"), List.of("192.0.2.7"), "192.0.2.7"), "security.access.deny");
    assertThat(ask(List.of("0.0.0.0/0"), List.of("192.0.2.7"), "192.0.2.8"))
        .isSameAs(Verdict.CONTINUE);
  }

  @Test
  void familiesAreKeptApart() {
    assertRefused(ask(List.of("0.0.0.0/0"), List.of(), "2001:db8::1"), "security.access.allow");
    assertRefused(ask(List.of(), List.of("2001:db8::/32"), "2001:db8::1"), "security.access.deny");
  }

  @Test
  void aMappedAddressIsTheIpv4AddressItMaps() {
    assertRefused(ask(List.of(), List.of("192.0.2.0/24"), "::ffff:192.0.2.1"), "deny");
    assertThat(ask(List.of("192.0.2.0/24"), List.of(), "::ffff:192.0.2.1"))
        .isSameAs(Verdict.CONTINUE);
  }

  @ParameterizedTest
  @EnumSource
  void everyDoorIsWatched(Door door) {
    var filter = new AccessFilter(CidrSet.EMPTY, CidrSet.parse(List.of("127.0.0.0/8")));
    assertRefused(FakeExchange.at(door).ask(filter), "security.access.deny");
  }
}
