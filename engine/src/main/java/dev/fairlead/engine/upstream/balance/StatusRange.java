package dev.fairlead.engine.upstream.balance;

import java.util.List;

/** Status codes from {@code first} to {@code last}, both included. */
public record StatusRange(int first, int last) {
  static boolean contains(List<StatusRange> ranges, int status) {
    for (int i = 0; i < ranges.size(); i++) {
      if (ranges.get(i).first <= status && status <= ranges.get(i).last) {
        return true;
      }
    }
    return false;
  }
}
