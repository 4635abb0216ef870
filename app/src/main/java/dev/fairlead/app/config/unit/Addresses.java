package dev.fairlead.app.config.unit;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** Address literals and host names as text; nothing here ever asks a name server. */
public final class Addresses {
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("(?=.*:)[0-9A-Fa-f:.]{2,45}");
  private static final Pattern NUMERIC = Pattern.compile("(^|\\.)\\d+\\.?$");
  private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}_.-]{1,253}");

  private Addresses() {}

  /** Reads an IPv4 (dotted quad only) or IPv6 literal, with or without brackets. */
  public static InetAddress parse(String text) {
    return literal(text)
        .orElseThrow(() ->
            new Malformed("is not an IP address", "Write one such as 192.0.2.1 or 2001:db8::1."));
  }

  /** The address that {@code text} spells, or nothing when it is a name. */
  public static Optional<InetAddress> literal(String text) {
    boolean bracketed = text.startsWith("[") && text.endsWith("]") && text.length() > 2;
    String bare = bracketed ? text.substring(1, text.length() - 1) : text;
    boolean form = IPV6.matcher(bare).matches() || (!bracketed && IPV4.matcher(bare).matches());
    try {
      return form ? Optional.of(InetAddress.ofLiteral(bare)) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /**
   * Whether {@code text} is an address or a name; a name whose last label is a number is neither.
   */
  public static boolean isHost(String text) {
    return literal(text).isPresent()
        || (HOST.matcher(text).matches()
            && !text.startsWith("-")
            && !text.contains("..")
            && !NUMERIC.matcher(text).find());
  }

  /** True for loopback literals and {@code localhost}; any other name may be anything. */
  public static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || literal(host).map(InetAddress::isLoopbackAddress).orElse(false);
  }

  /** The literal, compressed and without brackets. */
  public static String text(InetAddress address) {
    return address.getHostAddress().replaceFirst("(^|:)0(:0)+(:|$)", "::");
  }
}
