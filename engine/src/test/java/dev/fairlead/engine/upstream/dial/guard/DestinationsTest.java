package dev.fairlead.engine.upstream.dial.guard;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.CidrSet;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Host;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ranges of destinations, beside what the guard says about classes. */
class DestinationsTest {
  private static AddressGuard guard(boolean local, String allow, String deny) {
    Destinations destinations = new Destinations(cidrs(allow), cidrs(deny));
    GuardPolicy policy = new GuardPolicy(local, _ -> true, _ -> false, false, destinations);
    return new AddressGuard(policy, (_, _) -> false);
  }

  private static CidrSet cidrs(String ranges) {
    return CidrSet.parse(ranges.isEmpty() ? List.of() : List.of(ranges.split(" ", -1)));
  }

  private static boolean reaches(AddressGuard guard, String address) {
    byte[] bytes = InetAddress.ofLiteral(address).getAddress();
    return guard.refusal(Host.parse("shop.example"), false, bytes, 443) == null;
  }

  @ParameterizedTest
  @CsvSource({
    "8.8.8.8, true",
    "1.1.1.1, false",
    "1.1.1.255, false",
    "1.1.2.0, true",
    "::ffff:1.1.1.1, false",
    "::1.1.1.1, false",
    "64:ff9b::101:101, false",
    "64:ff9b::808:808, true",
    "2002:101:101::1, false",
    "2001:db8:f::, false",
    "2606:4700::1111, true"
  })
  void whatIsDeniedIsDeniedInEveryForm(String address, boolean reached) {
    assertThat(reaches(guard(true, "", "1.1.1.0/24 2001:db8::/32"), address)).isEqualTo(reached);
  }

  @Test
  void withAnAllowListOnlyThatIsReached() {
    AddressGuard guard = guard(true, "10.0.0.0/8 2606:4700::/32", "10.9.0.0/16");
    assertThat(reaches(guard, "10.1.2.3")).isTrue();
    assertThat(reaches(guard, "2606:4700::1")).isTrue();
    assertThat(reaches(guard, "10.9.1.1")).isFalse();
    assertThat(reaches(guard, "8.8.8.8")).isFalse();
    assertThat(reaches(guard, "2001:4860::1")).isFalse();
  }

  @Test
  void anAllowListDoesNotLiftTheGuard() {
    Destinations all = new Destinations(cidrs("0.0.0.0/0"), CidrSet.EMPTY);
    AddressGuard strict =
        new AddressGuard(
            new GuardPolicy(false, _ -> false, _ -> false, false, all), (_, _) -> false);
    assertThat(reaches(strict, "10.1.2.3")).isFalse();
    assertThat(reaches(strict, "8.8.8.8")).isTrue();
  }

  @Test
  void theRefusalNamesTheRange() {
    AddressGuard guard = guard(true, "", "1.1.1.0/24");
    byte[] address = InetAddress.ofLiteral("1.1.1.7").getAddress();
    Failure byName = requireNonNull(guard.refusal(Host.parse("shop.example"), false, address, 443));
    assertThat(byName.kind()).isEqualTo(Failure.Kind.DESTINATION_DENIED);
    assertThat(byName.message())
        .isEqualTo(
            "shop.example resolves to an address in 1.1.1.0/24,"
                + " which security.access.destinations.deny lists");
    Failure literal = requireNonNull(guard.refusal(Host.parse("1.1.1.7"), false, address, 443));
    assertThat(literal.message()).startsWith("1.1.1.7 is an address in 1.1.1.0/24");
    Failure outside =
        requireNonNull(
            guard(true, "10.0.0.0/8", "").refusal(Host.parse("1.1.1.7"), false, address, 443));
    assertThat(outside.message()).contains("security.access.destinations.allow");
  }

  @Test
  void namedDestinationsAreExempt() {
    byte[] address = InetAddress.ofLiteral("1.1.1.7").getAddress();
    assertThat(guard(true, "", "1.1.1.0/24").refusal(Host.parse("b.example"), true, address, 80))
        .isNull();
  }
}
