package dev.fairlead.app;

import dev.fairlead.app.config.Check;
import dev.fairlead.app.config.Config;
import dev.fairlead.app.config.bind.Scope;
import dev.fairlead.app.plugin.PluginProblem;
import dev.fairlead.app.plugin.Shelf;

/** Makes every plug-in once, to see whether it can be made; then they are thrown away. */
public final class PluginChecks implements Check {
  @Override
  public void check(Config config, Scope scope) {
    if (config.plugins().isEmpty() || scope.isBroken("plugins")) {
      return;
    }
    try {
      new Shelf().of(config.plugins());
    } catch (PluginProblem e) {
      scope.error("plugins." + e.key(), e.fault(), e.remedy());
    }
  }
}
