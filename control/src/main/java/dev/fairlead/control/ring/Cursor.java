package dev.fairlead.control.ring;

import java.util.OptionalLong;

/**
 * Names of positions in a ring that are given away, as event ids and page cursors: {@code
 * <process>-<number>}. A name from before a restart is recognised and means nothing any more.
 */
public final class Cursor {
  private final String process;

  /**
   * @param process differs each time the program starts
   */
  public Cursor(String process) {
    this.process = process;
  }

  /** The name of a number. */
  public String of(long number) {
    return process + "-" + number;
  }

  /** The number of a name, or nothing if this process never gave it. */
  public OptionalLong number(String name) {
    int dash = name.lastIndexOf('-');
    boolean ours = dash > 0 && name.substring(0, dash).equals(process);
    String digits = name.substring(dash + 1);
    return ours && digits.matches("\\d{1,18}")
        ? OptionalLong.of(Long.parseLong(digits))
        : OptionalLong.empty();
  }
}
