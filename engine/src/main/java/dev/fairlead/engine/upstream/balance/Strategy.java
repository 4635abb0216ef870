package dev.fairlead.engine.upstream.balance;

import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.RequestHead;

/** Chooses one of at least one candidate. Thread-safe. */
interface Strategy {
  Target choose(Candidates among, RequestHead request, Client client);

  /** The one that a policy asks for. */
  static Strategy of(GroupPolicy policy, Chance chance) {
    Strategy turns = new Turns();
    return switch (policy.sharing()) {
      case ROUND_ROBIN, WEIGHTED -> turns;
      case LEAST_CONNECTIONS -> new FewestActive();
      case POWER_OF_TWO -> new TwoDrawn(chance);
      case HASH -> new Hashed(policy.key(), turns);
    };
  }
}
