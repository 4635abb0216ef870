package dev.fairlead.app.config;

import dev.fairlead.app.config.bind.Checked;
import dev.fairlead.app.config.bind.Key;
import dev.fairlead.app.config.bind.Scope;
import dev.fairlead.app.config.bind.Shorthand;
import dev.fairlead.app.config.unit.ByteSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which commands callers with the token may run. */
public record Cli(
    @Key(value = "Whether POST /cli/execute runs commands.", preset = "false") boolean enabled,
    @Key(value = "Most processes at a time; who asks for more gets 429.", preset = "10", max = 1000)
        int maxConcurrent,
    @Key(value = "For a process, in total.", preset = "60s", zero = "no limit")
        Duration processTimeout,
    @Key(value = "For a process that prints nothing.", preset = "0", zero = "no limit")
        Duration idleTimeout,
    @Key(value = "Most that a process may print before it is ended.", preset = "100MB")
        ByteSize maxOutput,
    @Key(
            value =
                "Most of each output that an answer without `stream` holds; the rest is cut off.",
            preset = "1MB")
        ByteSize maxAnswer,
    @Key(value = "Most standard input of a process.", preset = "1MB", zero = "no input")
        ByteSize maxStdin,
    @Key("Folder that processes run in, and their HOME; without one, an empty one of their own.")
        Optional<Path> workingDirectory,
    @Key("Variables of processes beside PATH, HOME and LANG; nothing else is passed on.")
        Map<String, String> environment,
    @Key("The commands there are; of several with one name, the first whose args fit counts.")
        List<Command> allowedCommands,
    @Key(
            value = "Arguments that the audit log hides, as patterns like those in args.",
            preset = "-**token**, -**password**, -**secret**, -**api-key**")
        List<String> redact)
    implements Checked {
  private static final ByteSize MOST_HELD = new ByteSize(16 << 20);

  /** A command. */
  @Shorthand("path")
  public record Command(
      @Key("What callers call it; without one, the file's name, also without its version.")
          Optional<String> name,
      @Key("Absolute path of the program; an interpreter here lets callers run anything.")
          String path,
      @Key(
              value =
                  "A pattern for each argument: text, * and **, or ~REGEX; a last `...` repeats the"
                      + " one before it, and alone allows all.",
              preset = "...")
          List<String> args)
      implements Checked {
    @Override
    public void check(Scope scope) {
      if (!path.startsWith("/") && !scope.isBroken("path")) {
        scope.error(
            "path", "is not an absolute path", "Write what `command -v " + path + "` prints.");
      }
    }
  }

  @Override
  public void check(Scope scope) {
    held(scope, "max_answer", maxAnswer);
    held(scope, "max_stdin", maxStdin);
    environment
        .keySet()
        .forEach(name -> {
          if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            scope.error("environment", "has \"" + name + "\", which is no name", "Rename it.");
          }
        });
    if (enabled) {
      enabled(scope);
    }
  }

  private static void held(Scope scope, String key, ByteSize size) {
    if (size.compareTo(MOST_HELD) > 0) {
      scope.error(key, "is held in memory", "Write at most " + MOST_HELD + ".");
    }
  }

  private void enabled(Scope scope) {
    if (allowedCommands.isEmpty() && !scope.isBroken("allowed_commands")) {
      scope.warning("enabled", "is true, but no command is allowed", "Add cli.allowed_commands.");
    }
    if (workingDirectory.isPresent() && !Files.isDirectory(workingDirectory.get())) {
      scope.error(
          "working_directory",
          "names " + workingDirectory.get() + ", which is no folder",
          "Create it, or correct the name.");
    }
    for (int i = 0; i < allowedCommands.size(); i++) {
      String path = allowedCommands.get(i).path();
      if (path.startsWith("/") && !Files.isExecutable(Path.of(path))) {
        scope.warning(
            "allowed_commands[" + i + "].path",
            "names " + path + ", which this user cannot execute",
            "Install it, or correct the path.");
      }
    }
  }
}
