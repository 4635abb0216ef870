package dev.fairlead.app.config.bind;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which known name a misspelt one was meant to be. */
final class Nearest {
  private static final int LONGEST = 80;

  private Nearest() {}

  /** The closest name when one letter differs, or two in a longer name; a swap counts once. */
  static Optional<String> to(String name, Collection<String> known) {
    String wanted = name.toLowerCase(Locale.ROOT).replace('-', '_');
    int most = Math.clamp(wanted.length() / 3, 1, 2);
    return name.length() > LONGEST
        ? Optional.empty()
        : known.stream()
            .filter(candidate -> distance(wanted, plain(candidate)) <= most)
            .min(Comparator.comparingInt(candidate -> distance(wanted, plain(candidate))));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Optimal string alignment, row by row. */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int step(int[][] cost, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int best = cost[i - 1][j - 1] + (same ? 0 : 1);
    best = Math.min(best, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
