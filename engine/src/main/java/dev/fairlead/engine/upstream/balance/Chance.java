package dev.fairlead.engine.upstream.balance;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;

/**
 * What choices depend on besides the requests themselves, so that tests can hold it still.
 *
 * @param nanos the time, for differences only
 * @param dice a number from 0 to below its argument
 */
record Chance(LongSupplier nanos, IntUnaryOperator dice) {
  /** The real ones. */
  static final Chance REAL =
      new Chance(System::nanoTime, bound -> ThreadLocalRandom.current().nextInt(bound));

  long now() {
    return nanos.getAsLong();
  }

  int below(int bound) {
    return dice.applyAsInt(bound);
  }
}
