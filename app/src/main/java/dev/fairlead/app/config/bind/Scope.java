package dev.fairlead.app.config.bind;

import dev.fairlead.app.config.read.KeyPath;
import dev.fairlead.app.config.read.Place;
import dev.fairlead.app.config.read.Problems;
import java.util.Map;

/** Lets a rule report problems by key, relative to the section it looks at. */
public final class Scope {
  private final KeyPath base;
  private final Origins origins;
  private final Problems problems;

  public Scope(KeyPath base, Origins origins, Problems problems) {
    this.base = base;
    this.origins = origins;
    this.problems = problems;
  }

  /** Refuses the configuration because of that key. */
  public void error(String key, String message, String remedy) {
    error(KeyPath.of(key), message, remedy);
  }

  /** The same for a path whose names may hold dots. */
  public void error(KeyPath key, String message, String remedy) {
    KeyPath path = base.then(key);
    problems.error(origins.nearest(path), path, message, remedy);
  }

  /** Tells of something doubtful that works all the same. */
  public void warning(String key, String message, String remedy) {
    KeyPath path = base.then(KeyPath.of(key));
    problems.warning(origins.nearest(path), path, message, remedy);
  }

  /** Whether that key is already reported, so that what follows from it need not be. */
  public boolean isBroken(String key) {
    return isBroken(KeyPath.of(key));
  }

  /** The same for a path whose names may hold dots. */
  public boolean isBroken(KeyPath key) {
    return problems.touches(base.then(key));
  }

  /** Reports the second of two that share a name; {@code firstByName} remembers who had it. */
  public void unique(Map<String, String> firstByName, String name, String key) {
    String first = firstByName.putIfAbsent(name, key);
    if (first != null) {
      Place place = origins.nearest(base.then(KeyPath.of(first)));
      error(key, "is a name that is already taken at " + place, "Choose another.");
    }
  }
}
