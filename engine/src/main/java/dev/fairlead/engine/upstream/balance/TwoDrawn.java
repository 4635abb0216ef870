package dev.fairlead.engine.upstream.balance;

import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.RequestHead;

/**
 * Of two drawn by lot the one where a request is likely to be answered sooner: its usual time, as
 * peak EWMA, times the exchanges it would have. Avoids slow targets without sending everybody to
 * the fastest.
 */
final class TwoDrawn implements Strategy {
  /** What a target that has not answered yet is taken to need, once it has something to do. */
  private static final double UNKNOWN_MICROS = 1_000_000;

  private final Chance chance;

  TwoDrawn(Chance chance) {
    this.chance = chance;
  }

  @Override
  public Target choose(Candidates among, RequestHead request, Client client) {
    int size = among.size();
    if (size == 1) {
      return among.get(0);
    }
    int one = chance.below(size);
    int drawn = chance.below(size - 1);
    int other = drawn < one ? drawn : drawn + 1;
    long now = chance.now();
    return cost(among, one, now) <= cost(among, other, now) ? among.get(one) : among.get(other);
  }

  private static double cost(Candidates among, int index, long now) {
    Vitals vitals = among.get(index).vitals;
    int active = vitals.active.get();
    double micros = vitals.latency.micros(now);
    double usual = micros == 0 && active > 0 ? UNKNOWN_MICROS : micros;
    return usual * (active + 1) / among.share(index);
  }
}
