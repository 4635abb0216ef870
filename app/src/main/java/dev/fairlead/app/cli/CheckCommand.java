package dev.fairlead.app.cli;

import dev.fairlead.app.config.Loaded;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says everything that is wrong with a configuration. */
@Command(
    name = "check",
    description =
        "Check a configuration and report all problems at once, with file, line and remedy.",
    mixinStandardHelpOptions = true,
    footerHeading = "%n@|bold Exit code:|@%n",
    footer = "  0 if the configuration can be used, 1 if not, 2 for wrong usage")
final class CheckCommand implements Callable<Integer> {
  @Mixin private ConfigOptions options = new ConfigOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The configuration to check; without one, what serve would use.")
  private @Nullable Path file;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Loaded loaded =
        ConfigOptions.loader().load(file == null ? options.invocation() : options.invocation(file));
    boolean usable = loaded instanceof Loaded.Ready;
    if (json) {
      System.out.print(ProblemJson.of(usable, loaded.problems()));
    } else {
      Terminal.problems(loaded.problems());
      if (usable) {
        System.out.println(Terminal.styled("@|green The configuration can be used.|@"));
      }
    }
    return usable ? 0 : Fairlead.FAILURE;
  }
}
