package dev.fairlead.app.config.unit;

import java.util.regex.Pattern;

/** How many event loops to run; zero, written {@code auto}, is one per core. */
public record Threads(int count) {
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,3}");

  public static Threads parse(String text) {
    if (text.equals("auto")) {
      return new Threads(0);
    }
    if (!NUMBER.matcher(text).matches() || Integer.parseInt(text) > 1024) {
      throw new Malformed("is not a number of threads", "Write `auto` or a number from 1 to 1024.");
    }
    return new Threads(Integer.parseInt(text));
  }

  /** The number to start on a machine with that many cores. */
  public int on(int cores) {
    return count == 0 ? cores : count;
  }

  @Override
  public String toString() {
    return count == 0 ? "auto" : String.valueOf(count);
  }
}
