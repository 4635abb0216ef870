package dev.fairlead.control.config;

import java.util.List;

/** What came of a change of the configuration. */
public sealed interface Outcome {
  /** It is in force; there may be words about it all the same. */
  record Done(List<Fault> remarks) implements Outcome {}

  /** Nothing has changed. */
  record Rejected(String reason, List<Fault> problems) implements Outcome {}
}
