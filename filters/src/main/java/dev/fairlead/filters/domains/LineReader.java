package dev.fairlead.filters.domains;

import static dev.fairlead.filters.domains.NameSet.BELOW;
import static dev.fairlead.filters.domains.NameSet.EXACT;
import static dev.fairlead.filters.domains.NameSet.NOT_BELOW;
import static dev.fairlead.filters.domains.NameSet.NOT_EXACT;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * Understands the lines of a list in one format. What only looks like a rule about a host (rules
 * about parts of pages or URLs, rules with conditions) is not understood rather than widened.
 */
final class LineReader {
  /** What every hosts file says about the machine itself. */
  private static final Set<String> OWN_NAMES =
      Set.of(
          "localhost",
          "localhost.localdomain",
          "local",
          "broadcasthost",
          "ip6-localhost",
          "ip6-loopback",
          "ip6-localnet",
          "ip6-mcastprefix",
          "ip6-allnodes",
          "ip6-allrouters",
          "ip6-allhosts",
          "0.0.0.0");

  /** Where hosts files send a name that shall not be reached. */
  private static final byte[][] NOWHERE = {
    ascii("0.0.0.0"), ascii("127.0.0.1"), ascii("::"), ascii("::1"), ascii("0")
  };

  private final ListFormat format;
  private final NameReader names;

  LineReader(ListFormat format, NameReader names) {
    this.format = format;
    this.names = names;
  }

  /** Reads one line of the buffer, which it may change; false if it made no sense. */
  boolean read(byte[] line, int start, int stop) {
    int from = skipBlanks(line, start, stop);
    int to = withoutComment(line, from, stop);
    if (from >= to) {
      return true;
    }
    return switch (format) {
      case HOSTS -> hosts(line, from, to);
      case DOMAINS -> domain(line, from, to);
      case ADBLOCK -> adblock(line, from, to);
      case AUTO -> guess(line, from, to);
    };
  }

  private boolean guess(byte[] line, int from, int to) {
    return switch (line[from]) {
      case '|', '@', '!', '[' -> adblock(line, from, to);
      default -> tokenEnd(line, from, to) < to ? hosts(line, from, to) : domain(line, from, to);
    };
  }

  private boolean hosts(byte[] line, int from, int to) {
    int end = tokenEnd(line, from, to);
    if (end == to || !leadsNowhere(line, from, end)) {
      return false;
    }
    boolean understood = true;
    for (int at = skipBlanks(line, end, to); at < to; at = skipBlanks(line, end, to)) {
      end = tokenEnd(line, at, to);
      understood &= isOwn(line, at, end) || names.add(line, at, end, EXACT);
    }
    return understood;
  }

  private boolean domain(byte[] line, int from, int to) {
    if (line[from] == '.') {
      return names.add(line, from + 1, to, EXACT | BELOW);
    }
    return startsWith(line, from, to, "*.")
        ? names.add(line, from + 2, to, BELOW)
        : names.add(line, from, to, EXACT);
  }

  private boolean adblock(byte[] line, int from, int to) {
    if (line[from] == '!' || line[from] == '[') {
      return true;
    }
    boolean exception = startsWith(line, from, to, "@@");
    int bars = exception ? from + 2 : from;
    int end = withoutOptions(line, bars, to);
    end = end > from && line[end - 1] == '|' ? end - 1 : end;
    if (!startsWith(line, bars, end, "||") || line[end - 1] != '^') {
      return false;
    }
    int name = bars + 2;
    boolean below = startsWith(line, name, end, "*.");
    int marks = (below ? 0 : exception ? NOT_EXACT : EXACT) | (exception ? NOT_BELOW : BELOW);
    return names.add(line, below ? name + 2 : name, end - 1, marks);
  }

  /** Only options that make a rule stronger may be ignored; the others make it conditional. */
  private static int withoutOptions(byte[] line, int from, int to) {
    for (String option : new String[] {"$important", "$all"}) {
      int at = to - option.length();
      if (at > from && startsWith(line, at, to, option)) {
        return at;
      }
    }
    return to;
  }

  private static boolean leadsNowhere(byte[] line, int from, int to) {
    for (byte[] address : NOWHERE) {
      if (Arrays.equals(line, from, to, address, 0, address.length)) {
        return true;
      }
    }
    return false;
  }

  /** Those names are short and begin with few letters; the rest need not become a String. */
  private static boolean isOwn(byte[] line, int from, int to) {
    return "lbi0".indexOf(line[from]) >= 0
        && to - from <= "localhost.localdomain".length()
        && OWN_NAMES.contains(new String(line, from, to - from, StandardCharsets.ISO_8859_1));
  }

  private static int withoutComment(byte[] line, int from, int stop) {
    int to = stop;
    for (int i = from; i < stop; i++) {
      if (line[i] == '#' && (i == from || isBlank(line[i - 1]))) {
        to = i;
        break;
      }
    }
    while (to > from && isBlank(line[to - 1])) {
      to--;
    }
    return to;
  }

  private static boolean startsWith(byte[] line, int from, int to, String text) {
    if (to - from < text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (line[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int tokenEnd(byte[] line, int from, int to) {
    int at = from;
    while (at < to && !isBlank(line[at])) {
      at++;
    }
    return at;
  }

  private static int skipBlanks(byte[] line, int from, int to) {
    int at = from;
    while (at < to && isBlank(line[at])) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
