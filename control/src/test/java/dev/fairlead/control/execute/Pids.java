package dev.fairlead.control.execute;

import dev.fairlead.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at processes from outside. */
final class Pids {
  private Pids() {}

  /** Whether it runs; one that only waits for its parent to notice its end does not. */
  static boolean isAlive(long pid) {
    try {
      return "ZX".indexOf(field(pid, 0).charAt(0)) < 0;
    } catch (IOException _) {
      return false;
    }
  }

  /** The group it belongs to. */
  static long group(long pid) throws IOException {
    return Long.parseLong(field(pid, 2));
  }

  /** A field of proc(5) stat, counted from the one behind the name. */
  private static String field(long pid, int index) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ", index + 2)[index];
  }

  static void awaitEnd(long pid) {
    Eventually.until("the end of process " + pid, () -> !isAlive(pid));
  }
}
