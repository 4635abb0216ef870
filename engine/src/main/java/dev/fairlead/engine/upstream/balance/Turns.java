package dev.fairlead.engine.upstream.balance;

import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.RequestHead;
import java.util.concurrent.atomic.AtomicInteger;

/*
 * Equal shares take strict turns. For unequal ones the turns are points on a circle, each the golden
 * ratio further than the last, and each candidate owns an arc as long as its share. Such points
 * spread as evenly as points can, whenever one begins to count, so no table is needed, and shares
 * may change between two requests, as they do in a slow start.
 */

/** One after the other, each as often as its share says. */
final class Turns implements Strategy {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private final AtomicInteger turn = new AtomicInteger();

  @Override
  public Target choose(Candidates among, RequestHead request, Client client) {
    int now = turn.getAndIncrement();
    return among.isEven()
        ? among.get(Integer.remainderUnsigned(now, among.size()))
        : at(Mixing.fraction(now * GOLDEN), among);
  }

  /** The candidate on whose arc a point of the circle lies. */
  static Target at(double point, Candidates among) {
    double sum = 0;
    for (int i = 0; i < among.size(); i++) {
      sum += among.share(i);
    }
    double left = point * sum;
    int last = among.size() - 1;
    for (int i = 0; i < last; i++) {
      left -= among.share(i);
      if (left < 0) {
        return among.get(i);
      }
    }
    return among.get(last);
  }
}
