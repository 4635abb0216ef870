package dev.fairlead.engine.rules;

import dev.fairlead.engine.message.Cidr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Address blocks of one family with their rules. Blocks nest or do not touch, so in the order of
 * their first addresses every block that holds an address is the last one to begin at or before it,
 * or one around that: a binary search, then a walk outwards, smallest block first.
 */
final class BlockIndex {
  private final Cidr[] blocks;
  private final byte[][] starts;
  private final Slot[] slots;
  private final int[] around;

  BlockIndex(Map<Cidr, List<Rule>> rules) {
    List<Cidr> sorted = new ArrayList<>(rules.keySet());
    sorted.sort(
        Comparator.comparing(Cidr::network, Arrays::compareUnsigned)
            .thenComparingInt(Cidr::prefixLength));
    blocks = sorted.toArray(Cidr[]::new);
    starts = sorted.stream().map(Cidr::network).toArray(byte[][]::new);
    slots =
        sorted.stream()
            .map(block -> new Slot(Objects.requireNonNull(rules.get(block))))
            .toArray(Slot[]::new);
    around = new int[blocks.length];
    for (int i = 0; i < blocks.length; i++) {
      around[i] = enclosing(i - 1, starts[i]);
    }
  }

  /** The rule of the smallest block that holds the address and has one for the port. */
  @Nullable Rule find(byte[] address, int port) {
    int at = enclosing(lastStart(address), address);
    while (at >= 0) {
      Rule rule = slots[at].find(port);
      if (rule != null) {
        return rule;
      }
      at = around[at];
    }
    return null;
  }

  private int enclosing(int from, byte[] address) {
    int at = from;
    while (at >= 0 && !blocks[at].contains(address)) {
      at = around[at];
    }
    return at;
  }

  private int lastStart(byte[] address) {
    int low = 0;
    int high = starts.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (Arrays.compareUnsigned(starts[middle], address) <= 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }
}
