package dev.fairlead.app.config;

import dev.fairlead.app.config.bind.Origins;
import dev.fairlead.app.config.read.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What came of loading: a configuration, or everything that is wrong with it. */
public sealed interface Loaded {
  /** What there is to say: warnings and notes, and for a refusal the errors among them. */
  List<Problem> problems();

  /** Every file that had a say or was looked for; a change of one is a reason to load again. */
  Set<Path> files();

  /** A configuration to serve with, and who said what in it. */
  record Ready(Config config, Origins origins, List<Problem> problems, Set<Path> files)
      implements Loaded {}

  /** No configuration; what was in use stays in use. */
  record Refused(List<Problem> problems, Set<Path> files) implements Loaded {}
}
