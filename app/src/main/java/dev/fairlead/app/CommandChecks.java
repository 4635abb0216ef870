package dev.fairlead.app;

import dev.fairlead.app.config.Check;
import dev.fairlead.app.config.Cli;
import dev.fairlead.app.config.Config;
import dev.fairlead.app.config.bind.Scope;
import dev.fairlead.control.execute.ArgumentPattern;
import dev.fairlead.control.execute.Arguments;
import java.util.List;
import java.util.function.Consumer;

/** Says whether argument patterns can be used, before anything is started. */
public final class CommandChecks implements Check {
  private static final String REMEDY = "Write text, text with * and **, or ~REGEX in RE2 syntax.";

  @Override
  public void check(Config config, Scope scope) {
    List<Cli.Command> commands = config.cli().allowedCommands();
    for (int i = 0; i < commands.size(); i++) {
      check("cli.allowed_commands[" + i + "].args", commands.get(i).args(), Arguments::of, scope);
    }
    List<String> redact = config.cli().redact();
    for (int i = 0; i < redact.size(); i++) {
      check("cli.redact[" + i + "]", redact.get(i), ArgumentPattern::of, scope);
    }
  }

  private static <T> void check(String key, T written, Consumer<T> reader, Scope scope) {
    try {
      reader.accept(written);
    } catch (IllegalArgumentException e) {
      scope.error(key, String.valueOf(e.getMessage()), REMEDY);
    }
  }
}
