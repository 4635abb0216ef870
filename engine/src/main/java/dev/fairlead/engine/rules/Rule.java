package dev.fairlead.engine.rules;

import dev.fairlead.engine.message.Host;

/** One compiled host rule with the decisions that it can lead to, made once. */
final class Rule {
  final boolean exclude;
  final HostPattern pattern;
  final int port;
  private final Decision decision;
  private final Decision spared;

  /**
   * @param text as a person should see it
   * @param port 1..65535, or -1 for every port
   */
  Rule(String text, boolean exclude, HostPattern pattern, int port) {
    this.exclude = exclude;
    this.pattern = pattern;
    this.port = port;
    this.decision = new Decision(exclude ? Verdict.EXCLUDE : Verdict.INCLUDE, text);
    this.spared = new Decision(Verdict.PRIVATE, text);
  }

  Decision decision() {
    return decision;
  }

  /** The decision where private hosts must be named. */
  Decision sparingPrivate(Host host) {
    return pattern.names(host) || !PrivateHosts.contains(host) ? decision : spared;
  }

  @Override
  public String toString() {
    return decision.rule();
  }
}
