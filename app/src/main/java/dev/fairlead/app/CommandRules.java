package dev.fairlead.app;

import dev.fairlead.app.config.Cli;
import dev.fairlead.control.execute.AllowedCommand;
import dev.fairlead.control.execute.ArgumentPattern;
import dev.fairlead.control.execute.Arguments;
import dev.fairlead.control.execute.ExecuteSettings;
import java.nio.file.Path;
import java.util.List;

/** Turns the section {@code cli} into what commands are run by. */
public final class CommandRules {
  private CommandRules() {}

  /** The settings; patterns must have been checked. */
  public static ExecuteSettings of(Cli cli) {
    return new ExecuteSettings(
        cli.enabled(),
        cli.maxConcurrent(),
        cli.processTimeout(),
        cli.idleTimeout(),
        cli.maxOutput().bytes(),
        Math.toIntExact(cli.maxAnswer().bytes()),
        Math.toIntExact(cli.maxStdin().bytes()),
        cli.workingDirectory().map(Path::toAbsolutePath),
        cli.environment(),
        commands(cli),
        cli.redact().stream().map(ArgumentPattern::of).toList());
  }

  private static List<AllowedCommand> commands(Cli cli) {
    return cli.allowedCommands().stream()
        .map(command ->
            new AllowedCommand(
                command.name(), Path.of(command.path()), Arguments.of(command.args())))
        .toList();
  }
}
