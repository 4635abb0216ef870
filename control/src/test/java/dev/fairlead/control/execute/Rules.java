package dev.fairlead.control.execute;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Settings in the making; unless told otherwise generous ones that allow {@code sh}. */
final class Rules {
  private final List<AllowedCommand> commands = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final List<ArgumentPattern> redact = new ArrayList<>();
  private boolean enabled = true;
  private int maxConcurrent = 10;
  private Duration processTimeout = Duration.ofSeconds(60);
  private Duration idleTimeout = Duration.ZERO;
  private long maxOutput = 1 << 30;
  private int maxAnswer = 1 << 20;
  private int maxStdin = 1 << 20;
  private Optional<Path> folder = Optional.empty();

  static Rules shell() {
    return new Rules().allow("/bin/sh", "...");
  }

  Rules allow(String path, String... arguments) {
    return allowAs(null, path, arguments);
  }

  Rules allowAs(@Nullable String name, String path, String... arguments) {
    commands.add(
        new AllowedCommand(
            Optional.ofNullable(name), Path.of(path), Arguments.of(List.of(arguments))));
    return this;
  }

  Rules environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Rules redact(String pattern) {
    redact.add(ArgumentPattern.of(pattern));
    return this;
  }

  Rules disabled() {
    enabled = false;
    return this;
  }

  Rules maxConcurrent(int most) {
    maxConcurrent = most;
    return this;
  }

  Rules processTimeout(Duration limit) {
    processTimeout = limit;
    return this;
  }

  Rules idleTimeout(Duration limit) {
    idleTimeout = limit;
    return this;
  }

  Rules maxOutput(long most) {
    maxOutput = most;
    return this;
  }

  Rules maxAnswer(int most) {
    maxAnswer = most;
    return this;
  }

  Rules maxStdin(int most) {
    maxStdin = most;
    return this;
  }

  Rules folder(Path path) {
    folder = Optional.of(path);
    return this;
  }

  ExecuteSettings settings() {
    return new ExecuteSettings(
        enabled,
        maxConcurrent,
        processTimeout,
        idleTimeout,
        maxOutput,
        maxAnswer,
        maxStdin,
        folder,
        environment,
        commands,
        redact);
  }
}
