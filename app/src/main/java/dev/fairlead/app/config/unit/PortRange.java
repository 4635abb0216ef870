package dev.fairlead.app.config.unit;

import java.util.regex.Pattern;

/** Ports {@code first} to {@code last}, both included; {@code any} is all of them. */
public record PortRange(int first, int last) {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");

  /** Reads {@code 443}, {@code 8000-8999} or {@code any}. */
  public static PortRange parse(String text) {
    if (text.equals("any")) {
      return new PortRange(1, 65535);
    }
    int dash = text.indexOf('-');
    int first = port(dash < 0 ? text : text.substring(0, dash));
    int last = dash < 0 ? first : port(text.substring(dash + 1));
    if (last < first) {
      throw new Malformed("ends before it begins", "Write " + last + "-" + first + ".");
    }
    return new PortRange(first, last);
  }

  public boolean contains(int port) {
    return first <= port && port <= last;
  }

  /** One port that can be dialled, 1 to 65535. */
  static int port(String text) {
    int port = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (port < 1 || port > 65535) {
      throw new Malformed("is not a port", "Write a number from 1 to 65535.");
    }
    return port;
  }

  @Override
  public String toString() {
    if (first == 1 && last == 65535) {
      return "any";
    }
    return first == last ? String.valueOf(first) : first + "-" + last;
  }
}
