package dev.fairlead.filters.domains;

import java.util.Arrays;

/*
 * Lists hold a million names and more, so a name must not cost an object. What is kept of a name is
 * one long: 60 bits of a keyed hash, and 4 marks that say what the list says about it. The longs
 * stand in a table with open addressing that is two thirds full: 12 bytes a name, no String, and a
 * look-up is one or two cache lines.
 *
 * The names themselves are not kept: their bytes would take twice what the table takes. So two names
 * with equal hashes are one name here. For a list of n names, a host with s labels is taken for a
 * listed one with a probability of n * s / 2^60: for 1.5 million names about 5 in 10^12. Because
 * the key is secret and new in every process (NameHash), nobody can bring that about, and it does
 * not happen twice. An exact comparison would buy less than the memory's own error rate.
 */

/** Names and what a list says about each; immutable. */
final class NameSet {
  /** The name itself is listed. */
  static final int EXACT = 1;

  /** Every name below it is listed. */
  static final int BELOW = 2;

  /** The name itself is an exception. */
  static final int NOT_EXACT = 4;

  /** Every name below it is an exception. */
  static final int NOT_BELOW = 8;

  /** No name. */
  static final NameSet EMPTY = new Builder().build();

  private static final int MARKS = 15;

  private final long[] slots;
  private final int size;

  private NameSet(long[] slots, int size) {
    this.slots = slots;
    this.size = size;
  }

  /** What is said about the name with that hash: marks, or 0. */
  int marks(long hash) {
    long key = hash & ~MARKS;
    long[] table = slots;
    int at = slot(key, table.length);
    for (long found = table[at]; found != 0; found = table[at]) {
      if ((found & ~MARKS) == key) {
        return (int) found & MARKS;
      }
      at = at + 1 == table.length ? 0 : at + 1;
    }
    return 0;
  }

  /** How many names there are. */
  int size() {
    return size;
  }

  /** Bytes of memory, but for a few of overhead. */
  long bytes() {
    return slots.length * 8L;
  }

  private static int slot(long key, int length) {
    return (int) Math.unsignedMultiplyHigh(key, length);
  }

  /** Collects names; not thread-safe. */
  static final class Builder {
    private long[] entries = new long[64];
    private int count;

    /** Adds marks to the name with that hash. */
    void add(long hash, int marks) {
      if (count == entries.length) {
        entries = Arrays.copyOf(entries, count + (count >> 1));
      }
      entries[count++] = (hash & ~MARKS) | marks;
    }

    /** The set; a list that repeats itself takes no more room than one that does not. */
    NameSet build() {
      NameSet set = table(entries, count);
      return set.size < count - (count >> 3) ? table(set.slots, set.size) : set;
    }

    private static NameSet table(long[] entries, int count) {
      long[] slots = new long[Math.addExact(count, (count >> 1) + 1)];
      int size = 0;
      for (int i = 0, left = count; left > 0; i++) {
        if (entries[i] != 0) {
          size += put(slots, entries[i]);
          left--;
        }
      }
      return new NameSet(slots, size);
    }

    private static int put(long[] slots, long entry) {
      int at = slot(entry & ~MARKS, slots.length);
      while (slots[at] != 0) {
        if (((slots[at] ^ entry) & ~MARKS) == 0) {
          slots[at] |= entry;
          return 0;
        }
        at = at + 1 == slots.length ? 0 : at + 1;
      }
      slots[at] = entry;
      return 1;
    }
  }
}
