package dev.fairlead.engine.upstream.dial.guard;

import dev.fairlead.engine.message.Host;
import java.util.function.Predicate;

/**
 * What {@code egress.guard} says.
 *
 * @param allowLocal whether loopback, private and other local addresses are fine for everyone
 * @param addresses addresses (4 or 16 bytes) that are allowed whatever their class, except classes
 *     nothing can be dialled in
 * @param hosts hosts, as asked for, that may resolve to local addresses
 * @param resolveForGateways whether names are resolved and classified here before a gateway sees
 *     them
 * @param destinations ranges that are denied, or the only ones allowed, whatever their class
 */
public record GuardPolicy(
    boolean allowLocal,
    Predicate<byte[]> addresses,
    Predicate<Host> hosts,
    boolean resolveForGateways,
    Destinations destinations) {
  /** By class alone. */
  public GuardPolicy(
      boolean allowLocal,
      Predicate<byte[]> addresses,
      Predicate<Host> hosts,
      boolean resolveForGateways) {
    this(allowLocal, addresses, hosts, resolveForGateways, Destinations.ALL);
  }

  /** The default: local addresses are denied, nothing is allowed specially. */
  public static GuardPolicy strict() {
    return new GuardPolicy(false, _ -> false, _ -> false, false);
  }
}
