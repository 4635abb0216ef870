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
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return "ZX".indexOf(stat.charAt(stat.lastIndexOf(')') + 2)) < 0;
    } catch (IOException _) {
      return false;
    }
  }

  static void awaitEnd(long pid) {
    Eventually.until("the end of process " + pid, () -> !isAlive(pid));
  }
}
