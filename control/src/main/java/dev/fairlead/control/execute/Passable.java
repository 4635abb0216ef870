package dev.fairlead.control.execute;

import java.nio.charset.Charset;
import java.util.List;

/** What the system lets through as an argument of a process, said before it fails there. */
final class Passable {
  private static final int MOST_ONE = 128 * 1024 - 1; // MAX_ARG_STRLEN of Linux, and its NUL.
  private static final int MOST_ALL = 1 << 20;
  private static final Charset NATIVE =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

  private Passable() {}

  static String requirePassable(String field, String argument) throws Refusal {
    if (argument.indexOf('\0') >= 0) {
      throw Refusal.badField(
          field, "holds a NUL, which ends an argument", "Send binary input as stdin, in base64.");
    }
    if (!NATIVE.newEncoder().canEncode(argument)) {
      throw Refusal.badField(
          field,
          "holds characters that this system's " + NATIVE + " cannot express",
          "Start Fairlead with LC_ALL=C.UTF-8, or send them as stdin.");
    }
    if (argument.getBytes(NATIVE).length > MOST_ONE) {
      throw Refusal.tooLarge(
          field, "is longer than " + MOST_ONE + " bytes", "Send long input as stdin.");
    }
    return argument;
  }

  static List<String> requireFit(List<String> arguments) throws Refusal {
    long all =
        arguments.stream().mapToLong(argument -> argument.getBytes(NATIVE).length + 9L).sum();
    if (all > MOST_ALL) {
      throw Refusal.tooLarge(
          "args", "are longer than " + MOST_ALL + " bytes together", "Send long input as stdin.");
    }
    return List.copyOf(arguments);
  }
}
