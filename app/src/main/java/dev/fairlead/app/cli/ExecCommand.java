package dev.fairlead.app.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs an allowed command where Fairlead runs, as if it ran here. */
@Command(
    name = "exec",
    description = {
      "Run a command where Fairlead runs (POST /cli/execute), as if it ran here.",
      "",
      "Which commands there are is decided by cli.allowed_commands of that instance."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%n@|bold Examples:|@%n",
    footer = {
      "  @|yellow fairlead exec python script.py|@",
      "  @|yellow fairlead exec --stdin -- jq . < data.json|@",
      "  @|yellow fairlead exec --control http://10.0.0.5:9090 --token-file token -- uptime|@",
      "",
      "@|bold Exit code:|@ the command's own; 124 if its time ran out, 125 if Fairlead could not"
          + " be",
      "reached, refused it, or ended it. Interrupting this command ends the other."
    })
final class ExecCommand implements Callable<Integer> {
  @Mixin private ControlOptions options = new ControlOptions();

  @Option(
      names = {"-i", "--stdin"},
      description = "Send standard input along; it is read to its end first.")
  private boolean stdin;

  @Parameters(
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "Name or path of an allowed command, and its arguments.")
  private List<String> command = List.of();

  /** What follows the command is its own, whatever it looks like. */
  @Spec
  void specified(CommandSpec spec) {
    spec.parser().stopAtPositional(true);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    byte[] input = stdin ? System.in.readAllBytes() : new byte[0];
    try (ControlClient control = options.client()) {
      return new RemoteExecution(control, System.out, System.err).run(command, input);
    } catch (IOException e) {
      System.err.println("fairlead: " + e.getMessage());
      return RemoteExecution.FAILED;
    }
  }
}
