package dev.fairlead.engine.upstream.dial.guard;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Host;
import java.net.InetAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
  private static final SelfCheck NOBODY = (_, _) -> false;
  private static final SelfCheck LOOPBACK_8080 =
      (address, port) -> port == 8080 && address.isLoopbackAddress();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1", "::1", "10.0.0.1", "100.64.0.0", "169.254.169.254", "255.255.255.255",
        "ff02::2", "64:ff9b::808:808", "2002::1", "2001::1", "::ffff:127.0.0.1", "0.0.0.0",
        "192.0.0.1", "198.18.0.1", "240.0.0.1", "fc00::1", "fe80::1", "fec0::1"
      })
  void deniesSpecialAddressesByDefault(String address) {
    Failure failure = denial(GuardPolicy.strict(), "shop.example", address);

    assertThat(failure.kind()).isEqualTo(Failure.Kind.DESTINATION_DENIED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "100.63.255.254", "100.128.0.1", "64:ff9c::1", "2606:4700::1"})
  void letsPublicAddressesPass(String address) {
    assertThat(judge(GuardPolicy.strict(), "shop.example", address)).isNull();
  }

  @Test
  void namesTheClassAndTheRemedyButNotTheAddress() {
    Failure failure = denial(GuardPolicy.strict(), "shop.example", "10.1.2.3");

    assertThat(failure.message())
        .contains("shop.example resolves to a private address", "egress.guard.allow")
        .doesNotContain("10.1.2.3");
  }

  @Test
  void anAllowedNetworkLiftsItsAddresses() {
    GuardPolicy policy =
        new GuardPolicy(
            false, address -> address.length == 4 && address[0] == 10, _ -> false, false);

    assertThat(judge(policy, "shop.example", "10.1.2.3")).isNull();
    assertThat(judge(policy, "shop.example", "::ffff:10.1.2.3")).isNull();
    assertThat(judge(policy, "shop.example", "192.168.1.1")).isNotNull();
  }

  @Test
  void anAllowedHostLiftsLocalAddressesButNoMetadata() {
    GuardPolicy policy =
        new GuardPolicy(false, _ -> false, Set.of(Host.parse("nas.example"))::contains, false);

    assertThat(judge(policy, "nas.example", "192.168.1.1")).isNull();
    assertThat(judge(policy, "nas.example", "169.254.169.254")).isNotNull();
    assertThat(judge(policy, "shop.example", "192.168.1.1")).isNotNull();
  }

  @Test
  void allowingLocalAddressesLeavesMetadataDenied() {
    GuardPolicy policy = new GuardPolicy(true, _ -> false, _ -> false, false);

    assertThat(judge(policy, "shop.example", "127.0.0.1")).isNull();
    assertThat(judge(policy, "shop.example", "169.254.169.254")).isNotNull();
    assertThat(judge(policy, "shop.example", "198.18.0.1")).isNotNull();
  }

  @Test
  void nothingAllowsMulticastOrBroadcast() {
    GuardPolicy everything = new GuardPolicy(true, _ -> true, _ -> true, false);

    assertThat(judge(everything, "shop.example", "224.0.0.1")).isNotNull();
    assertThat(judge(everything, "shop.example", "255.255.255.255")).isNotNull();
    assertThat(judge(everything, "shop.example", "0.0.0.0")).isNotNull();
  }

  @Test
  void anAllowedNat64PrefixDoesNotOpenPrivateIpv4() {
    GuardPolicy nat64 = new GuardPolicy(false, address -> address.length == 16, _ -> false, false);

    assertThat(judge(nat64, "shop.example", "64:ff9b::808:808")).isNull();
    assertThat(judge(nat64, "shop.example", "64:ff9b::a01:203")).isNotNull();
  }

  @Test
  void namedDestinationsAreExempt() {
    AddressGuard guard = new AddressGuard(GuardPolicy.strict(), NOBODY);

    assertThat(guard.refusal(Host.parse("backend.example"), true, bytes("10.1.2.3"), 80)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "::ffff:127.0.0.1", "0.0.0.0", "::"})
  void ownListenersAreRefusedEvenWhenNamedOrAllowed(String address) {
    GuardPolicy everything = new GuardPolicy(true, _ -> true, _ -> true, false);
    AddressGuard guard = new AddressGuard(everything, LOOPBACK_8080);

    Failure failure =
        requireNonNull(guard.refusal(Host.parse("backend.example"), true, bytes(address), 8080));

    assertThat(failure.kind()).isEqualTo(Failure.Kind.LOOP);
    assertThat(guard.refusal(Host.parse("backend.example"), true, bytes(address), 8081)).isNull();
  }

  private static Failure denial(GuardPolicy policy, String host, String address) {
    return requireNonNull(judge(policy, host, address), "not denied");
  }

  private static @Nullable Failure judge(GuardPolicy policy, String host, String address) {
    return new AddressGuard(policy, NOBODY).refusal(Host.parse(host), false, bytes(address), 443);
  }

  private static byte[] bytes(String address) {
    return InetAddress.ofLiteral(address).getAddress();
  }
}
