package dev.fairlead.app.config.balance;

import dev.fairlead.app.config.bind.Scope;
import java.util.List;

/** Which of the live targets gets a request. */
public enum Strategy {
  ROUND_ROBIN,
  WEIGHTED,
  LEAST_CONNECTIONS,
  POWER_OF_TWO,
  HASH;

  /** Refuses weights that would not count. */
  public void check(Scope scope, List<Integer> weights) {
    boolean counting = this != ROUND_ROBIN;
    if (!counting && weights.stream().distinct().count() > 1) {
      scope.error(
          "strategy", "is round_robin, which ignores the weights of targets", "Write weighted.");
    }
  }
}
