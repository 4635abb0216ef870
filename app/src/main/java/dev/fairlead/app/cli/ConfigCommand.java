package dev.fairlead.app.cli;

import dev.fairlead.app.config.ConfigView;
import dev.fairlead.app.config.Loaded;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the configuration in effect. */
@Command(
    name = "config",
    description = "Look at the configuration.",
    mixinStandardHelpOptions = true,
    subcommands = ConfigCommand.Show.class)
final class ConfigCommand implements Runnable {
  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /** Prints every value and where it comes from. */
  @Command(
      name = "show",
      description =
          "Print the configuration in effect, each value with its origin, secrets masked.",
      mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {
    @Mixin private ConfigOptions options = new ConfigOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
      Loaded loaded = ConfigOptions.loader().load(options.invocation());
      Terminal.problems(loaded.problems());
      if (!(loaded instanceof Loaded.Ready ready)) {
        return Fairlead.FAILURE;
      }
      ConfigView view = new ConfigView(ready);
      System.out.print(json ? view.json() : view.yaml());
      return 0;
    }
  }
}
