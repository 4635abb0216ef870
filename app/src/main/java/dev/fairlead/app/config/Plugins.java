package dev.fairlead.app.config;

import dev.fairlead.app.config.bind.Checked;
import dev.fairlead.app.config.bind.Key;
import dev.fairlead.app.config.bind.Scope;
import dev.fairlead.app.config.unit.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Filters and log sinks that are not part of Fairlead. */
public record Plugins(
    @Key("Folder whose jars are loaded, as soon as something of theirs is named here.")
        Optional<Path> folder,
    @Key("Filters from those jars; requests meet them in this order, after all others.")
        List<Plugin> filters,
    @Key("Log sinks from those jars, which are given a record of each exchange.")
        List<Plugin> sinks)
    implements Checked {

  /** One of them. Any setting may be a secret, so all are shown masked. */
  public record Plugin(
      @Key("What its jar calls it.") String name,
      @Key("What it wants to know; see its own documentation.") Map<String, Secret> settings) {}

  /** Whether nothing of it is wanted. */
  public boolean isEmpty() {
    return filters.isEmpty() && sinks.isEmpty();
  }

  @Override
  public void check(Scope scope) {
    if (!isEmpty() && folder.isEmpty() && !scope.isBroken("folder")) {
      scope.error("folder", "is missing", "Write the folder that holds the jars.");
    }
  }
}
