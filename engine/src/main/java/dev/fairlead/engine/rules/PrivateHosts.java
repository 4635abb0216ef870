package dev.fairlead.engine.rules;

import dev.fairlead.engine.message.CidrSet;
import dev.fairlead.engine.message.Host;
import java.util.List;

/**
 * The hosts that mean something else, or nothing, on another network. A gateway must not be asked
 * for them by accident. Nothing is resolved here; what an address is after resolution is the
 * guard's business.
 *
 * <p>Names: those of one label; {@code localhost} and below (RFC 6761 §6.3); below {@code local}
 * (RFC 6762), {@code internal} (reserved by ICANN in 2024), {@code home.arpa} (RFC 8375); below
 * {@code intranet}, {@code private}, {@code corp}, {@code home}, {@code lan} (RFC 6762 appendix G)
 * and {@code localdomain}, none of which public DNS delegates. {@code onion} is not among them,
 * since gateways exist that serve it.
 *
 * <p>Addresses: IPv4 "this network", RFC 1918, shared space (RFC 6598), loopback, link-local; IPv6
 * unspecified, loopback, unique local, link-local, site-local.
 */
public final class PrivateHosts {
  private static final NameTable<Boolean> ZONES =
      NameTable.backward(
          List.of(
              "localhost",
              "local",
              "internal",
              "intranet",
              "private",
              "corp",
              "home",
              "lan",
              "localdomain"),
          _ -> true);

  private static final CidrSet ADDRESSES =
      CidrSet.parse(
          List.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.168.0.0/16",
              "::",
              "::1",
              "fc00::/7",
              "fe80::/10",
              "fec0::/10"));

  private PrivateHosts() {}

  /** Whether the host is private by its name or address. Allocates nothing. */
  public static boolean contains(Host host) {
    byte[] address = host.address();
    return address == null ? isPrivateName(host.text()) : ADDRESSES.contains(address);
  }

  private static boolean isPrivateName(String name) {
    int dot = name.lastIndexOf('.');
    if (dot < 0) {
      return true;
    }
    int hash = NameTable.backwardHash(name, dot + 1);
    return ZONES.get(name, dot + 1, name.length(), hash) != null || isHomeArpa(name);
  }

  private static boolean isHomeArpa(String name) {
    return name.endsWith("home.arpa") && (name.length() == 9 || name.endsWith(".home.arpa"));
  }
}
