package dev.fairlead.app.config.read;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gathers problems, each once, while a configuration is read, so that all are told at once. */
public final class Problems {
  private final Set<Problem> found = new LinkedHashSet<>();
  private final Set<KeyPath> broken = new HashSet<>();

  public void add(Problem problem) {
    found.add(problem);
    KeyPath path = problem.path();
    while (problem.isError() && broken.add(path)) {
      path = path.parent();
    }
  }

  public void error(Place place, KeyPath path, String message, String remedy) {
    add(Problem.error(place, path, message, remedy));
  }

  public void warning(Place place, KeyPath path, String message, String remedy) {
    add(Problem.warning(place, path, message, remedy));
  }

  public boolean hasErrors() {
    return !broken.isEmpty();
  }

  /** Whether something at or below that key is already known to be wrong. */
  public boolean touches(KeyPath path) {
    return broken.contains(path);
  }

  /** All of them in reading order. */
  public List<Problem> inOrder() {
    return found.stream().sorted(Problem.IN_READING_ORDER).toList();
  }
}
