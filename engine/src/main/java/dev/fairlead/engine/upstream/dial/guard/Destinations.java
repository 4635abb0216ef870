package dev.fairlead.engine.upstream.dial.guard;

import dev.fairlead.engine.message.Cidr;
import dev.fairlead.engine.message.CidrSet;
import org.jspecify.annotations.Nullable;

/**
 * What {@code security.access.destinations} says about addresses, whatever their class.
 *
 * @param allow ranges that may be reached; none means all, as far as {@code deny} lets them
 * @param deny ranges that may not, even when allowed
 */
public record Destinations(CidrSet allow, CidrSet deny) {
  /** Nothing against any address. */
  public static final Destinations ALL = new Destinations(CidrSet.EMPTY, CidrSet.EMPTY);

  /**
   * Why the address (4 or 16 bytes) may not be reached, as the end of a sentence, or null. An IPv6
   * address that only carries an IPv4 one to a translator is denied with it.
   */
  @Nullable String objection(byte[] address) {
    Cidr range = deny.find(address);
    byte[] inside = AddressClass.inside(address);
    if (range == null && inside != null) {
      range = deny.find(inside);
    }
    if (range != null) {
      return "in " + range + ", which security.access.destinations.deny lists";
    }
    return allow.isEmpty() || allow.contains(address)
        ? null
        : "in none of the ranges of security.access.destinations.allow";
  }
}
