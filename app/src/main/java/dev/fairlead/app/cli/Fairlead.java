package dev.fairlead.app.cli;

import dev.fairlead.app.launch.Build;
import dev.fairlead.app.log.Logs;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The root of all commands. */
@Command(
    name = "fairlead",
    header = "One proxy for AI agents.",
    description = {
      "",
      "Everything an agent does on the network passes through here: web pages, APIs, models."
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Fairlead.Version.class,
    subcommands = {
      ServeCommand.class,
      CheckCommand.class,
      ExplainCommand.class,
      ConfigCommand.class,
      HashCommand.class,
      RequestsCommand.class,
      LogsCommand.class,
      TopCommand.class,
      UpstreamsCommand.class,
      TokenCommand.class,
      ExecCommand.class,
      Fairlead.Completion.class,
      HelpCommand.class
    },
    footerHeading = "%n@|bold Examples:|@%n",
    footer = {
      "  @|yellow fairlead serve|@                            serve on 127.0.0.1:8080, no"
          + " configuration needed",
      "  @|yellow curl -x http://127.0.0.1:8080 https://example.com|@",
      "  @|yellow fairlead check fairlead.yaml|@              every problem of a configuration at"
          + " once",
      "  @|yellow fairlead explain https://example.com|@      where a request would go, and why"
    })
public final class Fairlead implements Runnable {
  /** The exit code for a command that was typed wrong. */
  public static final int USAGE = CommandLine.ExitCode.USAGE;

  /** The exit code for a command that did not work out. */
  public static final int FAILURE = CommandLine.ExitCode.SOFTWARE;

  /** Runs a command line and returns its exit code: 0, 1 for a failure, 2 for wrong usage. */
  public static int run(String... arguments) {
    Logs.quiet();
    return new CommandLine(new Fairlead())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Fairlead::explain)
        .execute(arguments);
  }

  /** A person gets a sentence, not a stack trace. */
  private static int explain(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    String message = failure.getMessage();
    command.getErr().println("fairlead: " + (message == null ? failure.toString() : message));
    return FAILURE;
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /** What {@code --version} prints. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {Build.current().line()};
    }
  }

  /** Prints a completion script. */
  @Command(
      name = "completion",
      description = "Print a completion script for bash and zsh.",
      footerHeading = "%n@|bold Example:|@%n",
      footer = "  @|yellow source <(fairlead completion)|@",
      mixinStandardHelpOptions = true)
  static final class Completion implements Runnable {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
      CommandLine root = Objects.requireNonNull(spec).commandLine().getParent();
      System.out.println(AutoComplete.bash("fairlead", root));
    }
  }
}
