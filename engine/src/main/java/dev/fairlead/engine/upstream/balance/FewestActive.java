package dev.fairlead.engine.upstream.balance;

import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.RequestHead;
import java.util.concurrent.atomic.AtomicInteger;

/** The one with the fewest exchanges for its share; equals take turns. */
final class FewestActive implements Strategy {
  private final AtomicInteger turn = new AtomicInteger();

  @Override
  public Target choose(Candidates among, RequestHead request, Client client) {
    int start = Integer.remainderUnsigned(turn.getAndIncrement(), among.size());
    int best = start;
    double least = Double.MAX_VALUE;
    for (int step = 0; step < among.size(); step++) {
      int i = start + step < among.size() ? start + step : start + step - among.size();
      double load = (among.get(i).vitals.active.get() + 1) / among.share(i);
      if (load < least) {
        least = load;
        best = i;
      }
    }
    return among.get(best);
  }
}
