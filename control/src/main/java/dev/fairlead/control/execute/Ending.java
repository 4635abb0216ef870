package dev.fairlead.control.execute;

import java.util.Optional;

/**
 * How an execution ended.
 *
 * @param code the exit code, or 128 plus the number of the signal that ended the process
 */
record Ending(
    Cause cause, int code, long durationMs, long stdinBytes, long stdoutBytes, long stderrBytes) {
  /** Who ended it. */
  enum Cause {
    EXITED("", ""),
    PROCESS_TIMEOUT("timeout", "process_timeout"),
    IDLE_TIMEOUT("timeout", "idle_timeout"),
    MAX_OUTPUT("killed", "max_output"),
    SHUTDOWN("killed", "shutdown"),
    CLIENT_LEFT("killed", "client_left");

    private final String field;
    private final String reason;

    Cause(String field, String reason) {
      this.field = field;
      this.reason = reason;
    }

    /** {@code timeout} or {@code killed}; empty where the process ended by itself. */
    String field() {
      return field;
    }

    String reason() {
      return reason;
    }
  }

  /** The signal that ended a process that we did not end. */
  Optional<String> signal() {
    return cause == Cause.EXITED ? Signals.of(code) : Optional.empty();
  }
}
