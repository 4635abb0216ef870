package dev.fairlead.engine.message;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Many blocks asked as one, immutable: two sorted arrays of disjoint blocks, so that a look-up is a
 * binary search that allocates nothing.
 */
public final class CidrSet {
  /** The set without a block. */
  public static final CidrSet EMPTY = of(List.of());

  private final Cidr[] v4;
  private final Cidr[] v6;
  private final byte[][] starts4;
  private final byte[][] starts6;

  private CidrSet(Collection<Cidr> blocks) {
    v4 = disjoint(blocks, true);
    v6 = disjoint(blocks, false);
    starts4 = starts(v4);
    starts6 = starts(v6);
  }

  /** The set of these blocks. */
  public static CidrSet of(Collection<Cidr> blocks) {
    return new CidrSet(blocks);
  }

  /**
   * Reads every entry as {@link Cidr#parse} does.
   *
   * @throws IllegalArgumentException naming every entry that is wrong, not only the first
   */
  public static CidrSet parse(Collection<String> entries) {
    List<Cidr> blocks = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String entry : entries) {
      try {
        blocks.add(Cidr.parse(entry.strip()));
      } catch (IllegalArgumentException e) {
        problems.add(e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return new CidrSet(blocks);
  }

  /** Whether a 4- or 16-byte address lies in one of the blocks; mapped IPv4 counts as IPv4. */
  public boolean contains(byte[] address) {
    return find(address) != null;
  }

  /** The outermost block in which a 4- or 16-byte address lies, or null. */
  public @Nullable Cidr find(byte[] address) {
    if (address.length == 4) {
      return find(v4, starts4, address, 0);
    }
    return AddressText.isMapped(address)
        ? find(v4, starts4, address, 12)
        : find(v6, starts6, address, 0);
  }

  /** Whether the address lies in one of the blocks. */
  public boolean contains(InetAddress address) {
    return contains(address.getAddress());
  }

  public boolean isEmpty() {
    return v4.length + v6.length == 0;
  }

  /** The blocks in order, without those that lie in another. */
  public List<Cidr> blocks() {
    List<Cidr> all = new ArrayList<>(List.of(v4));
    all.addAll(List.of(v6));
    return List.copyOf(all);
  }

  @Override
  public String toString() {
    return blocks().toString();
  }

  private static @Nullable Cidr find(Cidr[] blocks, byte[][] starts, byte[] address, int skip) {
    int low = 0;
    int high = starts.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      byte[] start = starts[middle];
      int order =
          Arrays.compareUnsigned(start, 0, start.length, address, skip, skip + start.length);
      if (order <= 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high >= 0 && blocks[high].contains(address) ? blocks[high] : null;
  }

  /** Blocks either nest or do not touch, so dropping the inner ones leaves them disjoint. */
  private static Cidr[] disjoint(Collection<Cidr> blocks, boolean v4) {
    List<Cidr> kept = new ArrayList<>();
    blocks.stream()
        .filter(block -> block.isV4() == v4)
        .sorted(
            Comparator.comparing(Cidr::network, Arrays::compareUnsigned)
                .thenComparingInt(Cidr::prefixLength))
        .filter(block -> kept.isEmpty() || !kept.getLast().contains(block.network()))
        .forEach(kept::add);
    return kept.toArray(Cidr[]::new);
  }

  private static byte[][] starts(Cidr[] blocks) {
    return Arrays.stream(blocks).map(Cidr::network).toArray(byte[][]::new);
  }
}
