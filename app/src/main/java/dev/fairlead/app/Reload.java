package dev.fairlead.app;

import dev.fairlead.app.config.Loaded;
import dev.fairlead.app.config.read.Problem;
import java.util.List;

/** What came of a new configuration. */
sealed interface Reload {
  /** It is in force. */
  record Done(Loaded.Ready loaded) implements Reload {}

  /** It has problems; the one before stays in force. */
  record Refused(List<Problem> problems) implements Reload {}

  /** It could not be put to use; the one before stays in force. */
  record Failed(String reason) implements Reload {}
}
