package dev.fairlead.app.plugin;

import dev.fairlead.app.config.Plugins;
import org.jspecify.annotations.Nullable;

/**
 * The plug-ins in use: the same ones over a reload, with whatever they remember, as long as neither
 * their configuration nor a jar has changed. Thread-safe.
 */
public final class Shelf {
  private record Kept(Plugins wanted, Jars jars, Library library) {}

  // Guarded by this.
  private @Nullable Kept kept;

  /**
   * What the configuration takes from its jars.
   *
   * @throws PluginProblem with key, fault and remedy, if it cannot have it
   */
  public synchronized Library of(Plugins wanted) throws PluginProblem {
    if (wanted.isEmpty()) {
      kept = null;
      return Library.EMPTY;
    }
    Jars jars = Jars.in(wanted.folder().orElseThrow());
    if (kept == null || !kept.wanted.equals(wanted) || !kept.jars.equals(jars)) {
      kept = new Kept(wanted, jars, Library.load(wanted, jars));
    }
    return kept.library;
  }
}
