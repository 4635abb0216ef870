package dev.fairlead.control.logs;

import dev.fairlead.control.ring.Cursor;
import dev.fairlead.control.ring.Ring;

/** The most recent lines of the log, within a budget of memory. Thread-safe. */
public final class RecentLogs {
  private static final int TYPICAL = 512;
  private static final int FIXED = 200;
  private static final int LONGEST = 8192;

  private final Ring<LogLine> ring;
  private final Cursor cursor;

  /**
   * @param budget bytes of memory
   * @param process differs each time the program starts
   */
  public RecentLogs(long budget, String process) {
    this.ring = new Ring<>(budget, TYPICAL, RecentLogs::weigh);
    this.cursor = new Cursor(process);
  }

  /** Takes a line; a very long one is cut. */
  public void add(LogLine line) {
    String message = line.message();
    ring.add(
        message.length() <= LONGEST
            ? line
            : new LogLine(
                line.time(),
                line.level(),
                line.logger(),
                message.substring(0, LONGEST) + "…",
                line.error()));
  }

  private static int weigh(LogLine line) {
    int error = line.error() == null ? 0 : line.error().length();
    return FIXED + line.message().length() + error;
  }

  Ring<LogLine> ring() {
    return ring;
  }

  Cursor cursor() {
    return cursor;
  }
}
