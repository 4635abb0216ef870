package dev.fairlead.engine.upstream.balance;

import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.RequestHead;

/*
 * Rendezvous hashing: key and candidate together make a number, and the candidate with the highest
 * one gets the key. When a target goes, only its own keys move, evenly to all others; when it comes
 * back they return. No table, and every replica of Fairlead decides alike. With weights the number
 * u becomes -weight / ln(u), which gives each its exact share (Schindelhauer and Schomaker, 2005).
 */

/** The same target for the same key, as long as it is live. */
final class Hashed implements Strategy {
  private final HashKey key;
  private final Strategy keyless;

  /**
   * @param keyless where requests without a key go
   */
  Hashed(HashKey key, Strategy keyless) {
    this.key = key;
    this.keyless = keyless;
  }

  @Override
  public Target choose(Candidates among, RequestHead request, Client client) {
    String text = key.of(request, client);
    return text == null ? keyless.choose(among, request, client) : owner(among, Mixing.hash(text));
  }

  private static Target owner(Candidates among, long hash) {
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < among.size(); i++) {
      double score = Mixing.fraction(Mixing.spread(hash ^ among.get(i).hash));
      if (!among.isEven()) {
        score = -among.get(i).spec.weight() / Math.log(score);
      }
      if (score > highest) {
        highest = score;
        best = i;
      }
    }
    return among.get(best);
  }
}
