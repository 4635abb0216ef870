package dev.fairlead.engine.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules for one pattern, which differ in their ports; nearly always it is one. */
final class Slot {
  private final @Nullable Rule everyPort;
  private final Rule[] onePort;

  /** Of rules alike in all but the port the first counts. */
  Slot(List<Rule> rules) {
    everyPort = rules.stream().filter(rule -> rule.port < 0).findFirst().orElse(null);
    onePort = rules.stream().filter(rule -> rule.port >= 0).toArray(Rule[]::new);
  }

  @Nullable Rule find(int port) {
    for (Rule rule : onePort) {
      if (rule.port == port) {
        return rule;
      }
    }
    return everyPort;
  }
}
