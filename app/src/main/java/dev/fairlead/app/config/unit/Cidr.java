package dev.fairlead.app.config.unit;

import java.net.InetAddress;
import java.util.regex.Pattern;

/** A range of addresses such as {@code 10.0.0.0/8}; an address alone is a range of one. */
public record Cidr(InetAddress base, int prefix) {
  private static final Pattern LENGTH = Pattern.compile("\\d{1,3}");
  private static final String REMEDY =
      "Write an address or a range such as 10.0.0.0/8, 192.0.2.7 or fd00::/8.";

  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    InetAddress base =
        Addresses.literal(address)
            .orElseThrow(() -> new Malformed("is not an address range", REMEDY));
    int bits = base.getAddress().length * 8;
    String length = slash < 0 ? String.valueOf(bits) : text.substring(slash + 1);
    if (!LENGTH.matcher(length).matches() || Integer.parseInt(length) > bits) {
      throw new Malformed("has a prefix length outside 0 to " + bits, REMEDY);
    }
    return new Cidr(base, Integer.parseInt(length));
  }

  public Cidr {
    if (!same(base.getAddress(), masked(base.getAddress(), prefix), prefix, true)) {
      throw new Malformed(
          "has bits set below its prefix",
          "Write " + Addresses.text(network(base, prefix)) + "/" + prefix + " for that range.");
    }
  }

  /** Whether the address lies in this range; families never match each other. */
  public boolean contains(InetAddress address) {
    return same(base.getAddress(), address.getAddress(), prefix, false);
  }

  @Override
  public String toString() {
    return Addresses.text(base) + "/" + prefix;
  }

  private static boolean same(byte[] a, byte[] b, int bits, boolean whole) {
    if (a.length != b.length) {
      return false;
    }
    int upTo = whole ? a.length * 8 : bits;
    for (int bit = 0; bit < upTo; bit++) {
      if (((a[bit / 8] ^ b[bit / 8]) & (0x80 >> bit % 8)) != 0) {
        return false;
      }
    }
    return true;
  }

  private static byte[] masked(byte[] address, int prefix) {
    byte[] network = address.clone();
    for (int bit = prefix; bit < network.length * 8; bit++) {
      network[bit / 8] &= (byte) ~(0x80 >> bit % 8);
    }
    return network;
  }

  private static InetAddress network(InetAddress base, int prefix) {
    try {
      return InetAddress.getByAddress(masked(base.getAddress(), prefix));
    } catch (java.net.UnknownHostException e) {
      throw new IllegalStateException("an address kept its length and yet changed it", e);
    }
  }
}
