package dev.fairlead.control.execute;

import java.util.Map;
import java.util.Optional;

/** Names for the signals that an exit code above 128 stands for, as shells have it. */
final class Signals {
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(1, "SIGHUP"),
          Map.entry(2, "SIGINT"),
          Map.entry(3, "SIGQUIT"),
          Map.entry(4, "SIGILL"),
          Map.entry(5, "SIGTRAP"),
          Map.entry(6, "SIGABRT"),
          Map.entry(8, "SIGFPE"),
          Map.entry(9, "SIGKILL"),
          Map.entry(11, "SIGSEGV"),
          Map.entry(13, "SIGPIPE"),
          Map.entry(14, "SIGALRM"),
          Map.entry(15, "SIGTERM"),
          Map.entry(24, "SIGXCPU"),
          Map.entry(25, "SIGXFSZ"));

  private static final Map<Integer, String> ON_LINUX =
      Map.of(7, "SIGBUS", 10, "SIGUSR1", 12, "SIGUSR2", 31, "SIGSYS");
  private static final boolean LINUX = System.getProperty("os.name", "").equals("Linux");

  private Signals() {}

  /** The signal's name; empty for the code of a process that exited by itself. */
  static Optional<String> of(int code) {
    int number = code - 128;
    String name = NAMES.get(number);
    if (name == null && LINUX) {
      name = ON_LINUX.get(number);
    }
    return Optional.ofNullable(name);
  }
}
