package dev.fairlead.engine.upstream.dial.guard;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What kind of place an address is, by the special-purpose registries of RFC 6890 and the habits of
 * clouds. The constants stand in the order in which they are tried.
 */
public enum AddressClass {
  UNSPECIFIED("the unspecified network", Lift.NEVER, "0.0.0.0/8", "::/128"),
  BROADCAST("the broadcast address", Lift.NEVER, "255.255.255.255/32"),
  MULTICAST("a multicast address", Lift.NEVER, "224.0.0.0/4", "ff00::/8"),
  METADATA(
      "a cloud metadata address",
      Lift.BY_ADDRESS,
      "169.254.169.254/32",
      "169.254.169.253/32",
      "169.254.170.2/32",
      "169.254.170.23/32",
      "100.100.100.200/32",
      "168.63.129.16/32",
      "192.0.0.192/32",
      "fd00:ec2::254/128",
      "fd00:ec2::253/128",
      "fd00:ec2::23/128",
      "fd20:ce::254/128"),
  LOOPBACK("a loopback address", Lift.BY_HOST, "127.0.0.0/8", "::1/128"),
  PRIVATE("a private address", Lift.BY_HOST, "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"),
  SHARED("a carrier-grade NAT address", Lift.BY_HOST, "100.64.0.0/10"),
  LINK_LOCAL("a link-local address", Lift.BY_HOST, "169.254.0.0/16", "fe80::/10"),
  UNIQUE_LOCAL("a unique local address", Lift.BY_HOST, "fc00::/7"),
  SITE_LOCAL("a site-local address", Lift.BY_HOST, "fec0::/10"),
  PROTOCOL("an address reserved for protocols", Lift.BY_ADDRESS, "192.0.0.0/24", "100::/64"),
  BENCHMARK("a benchmarking address", Lift.BY_ADDRESS, "198.18.0.0/15", "2001:2::/48"),
  DOCUMENTATION(
      "a documentation address",
      Lift.BY_ADDRESS,
      "192.0.2.0/24",
      "198.51.100.0/24",
      "203.0.113.0/24",
      "2001:db8::/32",
      "3fff::/20"),
  RESERVED(
      "a reserved address",
      Lift.BY_ADDRESS,
      "240.0.0.0/4",
      "2001:10::/28",
      "2001:20::/28",
      "5f00::/16"),
  TRANSLATED(
      "an IPv4 address behind NAT64",
      Lift.BY_ADDRESS,
      "64:ff9b::/96",
      "64:ff9b:1::/48",
      "::ffff:0:0:0/96"),
  SIX_TO_FOUR("a 6to4 address", Lift.BY_ADDRESS, "2002::/16", "192.88.99.0/24"),
  TEREDO("a Teredo address", Lift.BY_ADDRESS, "2001::/32"),
  ISATAP("an ISATAP address", Lift.BY_ADDRESS),
  PUBLIC("a public address", Lift.BY_HOST);

  /** What it takes to allow a class that is denied by default. */
  enum Lift {
    /** An allowed host or address, or local addresses being allowed altogether. */
    BY_HOST,
    /** The address itself on the allow list. */
    BY_ADDRESS,
    /** Nothing: no connection can sensibly be made there. */
    NEVER
  }

  private static final Network MAPPED = Network.of("::ffff:0:0/96");
  private static final Network COMPATIBLE = Network.of("::/96");
  private static final Network SIX_TO_FOUR_V6 = Network.of("2002::/16");

  private final String words;
  private final Lift lift;

  @SuppressWarnings("ImmutableEnumChecker") // Stream.toList is immutable; its type does not say so.
  private final List<Network> networks;

  AddressClass(String words, Lift lift, String... networks) {
    this.words = words;
    this.lift = lift;
    this.networks = Stream.of(networks).map(Network::of).toList();
  }

  /** Classifies 4 or 16 bytes; forms that only wrap an IPv4 address are what they wrap. */
  public static AddressClass of(byte[] address) {
    byte[] plain = unwrap(address);
    for (AddressClass candidate : values()) {
      if (candidate.contains(plain)) {
        return candidate;
      }
    }
    return PUBLIC;
  }

  /** The IPv4 address inside an IPv4-mapped or -compatible IPv6 address, or the address itself. */
  static byte[] unwrap(byte[] address) {
    boolean mapped = MAPPED.contains(address);
    boolean compatible = COMPATIBLE.contains(address) && !ownMeaning(address);
    return mapped || compatible ? Arrays.copyOfRange(address, 12, 16) : address;
  }

  /** The IPv4 address that a translator or tunnel on the way would send to, or null. */
  static byte @Nullable [] inside(byte[] address) {
    if (SIX_TO_FOUR_V6.contains(address)) {
      return Arrays.copyOfRange(address, 2, 6);
    }
    boolean last = TRANSLATED.contains(address) || isatap(address);
    return last && address.length == 16 ? Arrays.copyOfRange(address, 12, 16) : null;
  }

  /** "a private address", for a sentence. */
  public String words() {
    return words;
  }

  Lift lift() {
    return lift;
  }

  private boolean contains(byte[] address) {
    if (this == ISATAP) {
      return isatap(address);
    }
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  /** RFC 5214 §6.1: the interface identifier begins 00-00-5E-FE or 02-00-5E-FE. */
  private static boolean isatap(byte[] address) {
    return address.length == 16
        && (address[8] & 0xfd) == 0
        && address[9] == 0
        && address[10] == 0x5e
        && address[11] == (byte) 0xfe;
  }

  /** Of {@code ::/96}, the unspecified address and loopback are no IPv4 addresses. */
  private static boolean ownMeaning(byte[] address) {
    return address[12] == 0 && address[13] == 0 && address[14] == 0 && (address[15] & 0xfe) == 0;
  }
}
