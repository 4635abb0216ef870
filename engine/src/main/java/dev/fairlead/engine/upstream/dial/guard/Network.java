package dev.fairlead.engine.upstream.dial.guard;

import io.netty.util.NetUtil;

/** A block of addresses of one family. */
final class Network {
  private final byte[] prefix;
  private final int bits;

  private Network(byte[] prefix, int bits) {
    this.prefix = prefix;
    this.bits = bits;
  }

  /** Reads {@code 10.0.0.0/8}; for literals in our own source only. */
  static Network of(String cidr) {
    int slash = cidr.indexOf('/');
    byte[] prefix = NetUtil.createByteArrayFromIpAddressString(cidr.substring(0, slash));
    return new Network(prefix, Integer.parseInt(cidr.substring(slash + 1)));
  }

  boolean contains(byte[] address) {
    if (address.length != prefix.length) {
      return false;
    }
    int whole = bits / 8;
    for (int i = 0; i < whole; i++) {
      if (address[i] != prefix[i]) {
        return false;
      }
    }
    int rest = bits % 8;
    return rest == 0 || ((address[whole] ^ prefix[whole]) & (0xff << (8 - rest)) & 0xff) == 0;
  }
}
