package dev.fairlead.control.execute;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the operator allows.
 *
 * @param maxConcurrent processes at a time, more than 0
 * @param processTimeout wall-clock time of one process; zero for no limit
 * @param idleTimeout time without output; zero for no limit
 * @param maxOutput bytes of both streams together after which the process is ended
 * @param maxAnswer bytes of each stream that an answer in one piece holds; the rest is cut off
 * @param maxStdin bytes of standard input
 * @param workingDirectory where every process runs, and its HOME; else an empty one is made
 * @param environment variables beside PATH, HOME and LANG, which it may replace
 * @param commands the only ones there are, in the order in which they are tried
 * @param redact arguments that the audit log hides
 */
public record ExecuteSettings(
    boolean enabled,
    int maxConcurrent,
    Duration processTimeout,
    Duration idleTimeout,
    long maxOutput,
    int maxAnswer,
    int maxStdin,
    Optional<Path> workingDirectory,
    Map<String, String> environment,
    List<AllowedCommand> commands,
    List<ArgumentPattern> redact) {

  public ExecuteSettings {
    environment = Map.copyOf(environment);
    commands = List.copyOf(commands);
    redact = List.copyOf(redact);
  }
}
