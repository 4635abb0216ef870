package dev.fairlead.engine.rules;

import dev.fairlead.engine.message.Cidr;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.message.Quoted;

/**
 * Reads host patterns as people write them, normalised as {@link Host} normalises hosts. Refusals
 * name the pattern and the remedy.
 *
 * @param port 1..65535, or -1 for every port
 */
record PatternText(HostPattern pattern, int port) {
  static PatternText parse(String text) {
    checkShape(text);
    int colon = portColon(text);
    String host = colon < 0 ? text : text.substring(0, colon);
    return new PatternText(pattern(host, text), colon < 0 ? -1 : port(text, colon + 1));
  }

  private static void checkShape(String text) {
    int scheme = text.indexOf("://");
    if (scheme >= 0) {
      String host = text.substring(scheme + 3).replaceFirst("[/?#].*", "");
      throw bad(text, "has a scheme, but rules are about hosts; write " + Quoted.of(host));
    }
    if (text.chars().anyMatch(c -> c <= ' ' || c == ',' || c == ';')) {
      throw bad(text, "looks like several rules; make each an entry of its own");
    }
    if (text.startsWith(".")) {
      throw bad(
          text,
          "begins with a dot; write "
              + Quoted.of("*" + text)
              + " for what is below it or "
              + Quoted.of(text.substring(1))
              + " for itself");
    }
  }

  /** Where a port begins: after the only colon, or one behind a bracket or a prefix length. */
  private static int portColon(String text) {
    int colon = text.lastIndexOf(':');
    int closed = Math.max(text.lastIndexOf(']'), text.lastIndexOf('/'));
    boolean single = text.indexOf(':') == colon;
    return colon > closed && (single || closed >= 0) ? colon : -1;
  }

  private static int port(String text, int from) {
    String digits = text.substring(from);
    int port = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : 0;
    if (port < 1 || port > 65535) {
      throw bad(text, "needs a port from 1 to 65535 after the colon, or no colon");
    }
    return port;
  }

  private static HostPattern pattern(String host, String all) {
    if (host.equals("*")) {
      return new HostPattern.Any();
    }
    if (host.indexOf('/') >= 0) {
      return new HostPattern.Block(block(host, all));
    }
    boolean first = host.startsWith("*.") && host.indexOf('*', 1) < 0;
    if (first) {
      return new HostPattern.Suffix(parent(host.substring(2), all));
    }
    if (host.endsWith(".*") && host.indexOf('*') == host.length() - 1) {
      return new HostPattern.Prefix(labels(host.substring(0, host.length() - 2), all));
    }
    if (host.indexOf('*') >= 0) {
      throw bad(
          all,
          "has a * where none can be; a * stands alone for every host, first as in"
              + " \"*.example.com\" or last as in \"example.*\"");
    }
    return new HostPattern.Exact(host(host, all));
  }

  private static Cidr block(String host, String all) {
    String address = host.substring(0, host.indexOf('/'));
    if (address.chars().allMatch(c -> Character.digit(c, 16) >= 0 || "[.:]".indexOf(c) >= 0)) {
      return Cidr.parse(host);
    }
    throw bad(all, "has a path, but rules are about hosts; write " + Quoted.of(address));
  }

  /** What follows {@code *.}: a name, or the last one to three octets of IPv4 addresses. */
  private static String parent(String text, String all) {
    if (isOctets(text)) {
      return text;
    }
    Host host = host(text, all);
    if (host.isAddress()) {
      throw bad(all, "has a whole address after \"*.\"; write " + Quoted.of(host.text()));
    }
    return host.text();
  }

  private static boolean isOctets(String text) {
    String octet = "(0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])";
    return text.matches(octet + "(\\." + octet + "){0,2}");
  }

  /** First labels; they need not be a host by themselves ({@code 10}), but with one more label. */
  private static String labels(String text, String all) {
    if (text.endsWith(".")) {
      throw bad(all, "has an empty label (a dot too many)");
    }
    String whole = host(text + ".x", all).text();
    return whole.substring(0, whole.length() - 2);
  }

  private static Host host(String text, String all) {
    try {
      return Host.parse(text);
    } catch (IllegalArgumentException e) {
      throw bad(all, "names no host: " + e.getMessage());
    }
  }

  private static IllegalArgumentException bad(String text, String what) {
    return new IllegalArgumentException(Quoted.of(text) + " " + what);
  }
}
