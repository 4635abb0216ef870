package dev.fairlead.control.logs;

import org.jspecify.annotations.Nullable;

/**
 * Something that the program said.
 *
 * @param time RFC 3339, UTC, milliseconds
 * @param logger the class that said it
 * @param error the exception that came with it, without its stack
 */
public record LogLine(
    String time, Level level, String logger, String message, @Nullable String error) {
  /** How important it is. */
  public enum Level {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR
  }
}
