package dev.fairlead.engine.message;

import java.net.InetAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A block of addresses (RFC 4632, RFC 4291 §2.3). IPv4-mapped IPv6 counts as IPv4, in blocks as in
 * addresses; no IPv6 block holds an IPv4 address.
 */
public final class Cidr {
  /** Every IPv4 address. */
  public static final Cidr ALL_V4 = new Cidr(new byte[4], 0);

  /** Every IPv6 address but the mapped ones. */
  public static final Cidr ALL_V6 = new Cidr(new byte[16], 0);

  private final byte[] network;
  private final int length;

  private Cidr(byte[] network, int length) {
    this.network = network;
    this.length = length;
  }

  /**
   * Reads {@code 10.0.0.0/8}, {@code fd00::/8}, or a single address, IPv6 with or without brackets.
   *
   * @throws IllegalArgumentException naming the text and the remedy, also where address bits stand
   *     behind the prefix
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    byte[] address = address(slash < 0 ? text : text.substring(0, slash), text);
    int bits = address.length * 8;
    int length = slash < 0 ? bits : length(text, slash + 1, bits);
    if (AddressText.isMapped(address)) {
      length = mappedLength(text, length);
      address = AddressText.unmapped(address);
    }
    byte[] network = masked(address, length);
    if (!Arrays.equals(network, address)) {
      String fixed = AddressText.text(network) + "/" + length;
      String single = AddressText.text(address);
      throw new IllegalArgumentException(
          Quoted.of(text)
              + (" has bits behind its prefix; write " + fixed)
              + (" for the block or " + single + " for the one address"));
    }
    return new Cidr(network, length);
  }

  /** The block of one address. */
  public static Cidr of(InetAddress address) {
    byte[] bytes = AddressText.unmapped(address.getAddress());
    return new Cidr(bytes, bytes.length * 8);
  }

  /** Whether a 4- or 16-byte address lies in this block. */
  public boolean contains(byte[] address) {
    int skip = network.length == 4 && AddressText.isMapped(address) ? 12 : 0;
    if (address.length - skip != network.length || (skip == 0 && AddressText.isMapped(address))) {
      return false;
    }
    int whole = length / 8;
    for (int i = 0; i < whole; i++) {
      if (network[i] != address[i + skip]) {
        return false;
      }
    }
    int rest = length % 8;
    return rest == 0 || (network[whole] ^ address[whole + skip]) >> (8 - rest) == 0;
  }

  /** Whether the address lies in this block. */
  public boolean contains(InetAddress address) {
    return contains(address.getAddress());
  }

  /** The 4 or 16 bytes of the lowest address, a copy. */
  public byte[] network() {
    return network.clone();
  }

  /** How many leading bits are fixed: 0..32, 0..128. */
  public int prefixLength() {
    return length;
  }

  public boolean isV4() {
    return network.length == 4;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Cidr cidr
        && cidr.length == length
        && Arrays.equals(cidr.network, network);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(network) * 31 + length;
  }

  /** Canonical, always with the prefix length. */
  @Override
  public String toString() {
    return AddressText.text(network) + "/" + length;
  }

  private static byte[] address(String written, String all) {
    boolean brackets = written.startsWith("[") && written.endsWith("]");
    String bare = brackets ? written.substring(1, written.length() - 1) : written;
    byte[] address = bare.indexOf(':') >= 0 ? AddressText.parse6(bare) : AddressText.parse4(bare);
    if (address == null || (brackets && address.length == 4)) {
      throw new IllegalArgumentException(
          Quoted.of(all)
              + " is no address or block; write for example 10.0.0.0/8, ::1 or fd00::/8");
    }
    return address;
  }

  private static int length(String text, int from, int most) {
    int length = -1;
    String digits = text.substring(from);
    if (digits.matches("0|[1-9][0-9]{0,2}")) {
      length = Integer.parseInt(digits);
    }
    if (length < 0 || length > most) {
      throw new IllegalArgumentException(
          Quoted.of(text) + " needs a prefix length from 0 to " + most + " after the slash");
    }
    return length;
  }

  private static int mappedLength(String text, int length) {
    if (length < 96) {
      throw new IllegalArgumentException(
          Quoted.of(text) + " mixes IPv4 and IPv6; write the IPv4 block, such as 10.0.0.0/8");
    }
    return length - 96;
  }

  private static byte[] masked(byte[] address, int length) {
    byte[] masked = new byte[address.length];
    for (int i = 0; i < address.length; i++) {
      int bits = Math.clamp(length - i * 8, 0, 8);
      masked[i] = (byte) (address[i] & (0xff00 >> bits));
    }
    return masked;
  }
}
