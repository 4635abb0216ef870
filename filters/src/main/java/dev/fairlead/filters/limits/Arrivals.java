package dev.fairlead.filters.limits;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/*
 * Keys and their theoretical arrival times (see Gcra), 16 bytes each, in a table that never grows
 * beyond its bound. A key may stand in one of two groups of eight slots, which its (secret) hash
 * names, whichever of them is emptier, so that groups fill evenly. The table grows by whole tiers, each with groups of its
 * own, so that no key ever moves and readers need no lock:
 *
 *   tier 0:    16,384 slots   from the first key on, 256 KiB
 *   tier 1:   262,144 slots   once both groups of a new key are full, 4 MiB
 *   tier 2: 2,097,152 slots   after that, 32 MiB
 *
 * What may be forgotten: a key whose TAT has passed is as good as one that was never seen, so its
 * slot is free for another, and no other slot ever is. Somebody who comes with a million keys can
 * therefore reset nobody's limit. If no slot is free for a new key, it is counted together with all
 * others that find none, under one number that each rule has for them: the newcomers share one
 * allowance until somebody's time has passed.
 *
 * Exactness: a slot's TAT only grows, so a successful compare-and-set proves that nobody took the
 * slot or was counted in it in between. Whoever takes a slot for another key first sets its TAT to
 * TAKING, which no other thread touches, then writes the key, then the TAT. New keys are entered
 * under one of a few locks that their hash names, so that no key ever stands in two slots.
 */

/** What was taken by whom; bounded, exact under concurrency. */
final class Arrivals {
  private static final int[] SLOTS = {1 << 14, 1 << 18, 1 << 21};
  private static final int GROUP = 8;
  private static final int LOCKS = 64;
  private static final long TAKING = Long.MIN_VALUE;
  private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

  private final AtomicReferenceArray<@Nullable Tier> tiers;
  private final int[] sizes;
  private final Object[] locks = new Object[LOCKS];

  Arrivals() {
    this(SLOTS);
  }

  /**
   * @param sizes slots of each tier, powers of two
   */
  Arrivals(int... sizes) {
    this.sizes = sizes.clone();
    this.tiers = new AtomicReferenceArray<>(sizes.length);
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new Object();
    }
  }

  private static final class Tier {
    private final long[] keys;
    private final long[] tats;
    private final int mask;

    private Tier(int slots) {
      keys = new long[slots];
      tats = new long[slots];
      mask = slots / GROUP - 1;
    }

    private int first(long key) {
      return (int) (key & mask) * GROUP;
    }

    private int second(long key) {
      return (int) ((key >>> 32) & mask) * GROUP;
    }
  }

  /**
   * Takes a cost from a key if there is credit for it.
   *
   * @param now nanoseconds, more than 0
   * @param crowd counts the keys that find no slot
   * @return the credit that is left; negative if nothing was taken: how long until it can be
   */
  long take(long key, Gcra rate, long cost, long now, AtomicLong crowd) {
    return charge(key == 0 ? 1 : key, rate, cost, now, false, crowd);
  }

  /**
   * Takes a cost from a key in any case.
   *
   * @return the credit that is left; negative: how long to wait before what was taken may be used
   */
  long reserve(long key, Gcra rate, long cost, long now, AtomicLong crowd) {
    return charge(key == 0 ? 1 : key, rate, cost, now, true, crowd);
  }

  /** Bytes that the tables take. */
  long bytes() {
    long bytes = 0;
    for (int i = 0; i < sizes.length; i++) {
      Tier tier = tiers.get(i);
      bytes += tier == null ? 0 : 16L * tier.keys.length;
    }
    return bytes;
  }

  /** How many keys have taken what they have not got back yet. */
  long keys(long now) {
    long keys = 0;
    for (int i = 0; i < sizes.length; i++) {
      Tier tier = tiers.get(i);
      for (int slot = 0; tier != null && slot < tier.tats.length; slot++) {
        keys += (long) LONGS.getOpaque(tier.tats, slot) > now ? 1 : 0;
      }
    }
    return keys;
  }

  private long charge(long key, Gcra rate, long cost, long now, boolean owing, AtomicLong crowd) {
    while (true) {
      long found = find(key);
      if (found < 0) {
        return enter(key, rate, cost, now, owing, crowd);
      }
      Tier tier = tier(found);
      int slot = (int) found;
      long tat = (long) LONGS.getAcquire(tier.tats, slot);
      if (tat != TAKING && (long) LONGS.getAcquire(tier.keys, slot) == key) {
        long after = after(rate, tat, now, cost, owing);
        long credit = rate.credit(after, now);
        if (credit < 0 && !owing) {
          return credit;
        }
        if (LONGS.compareAndSet(tier.tats, slot, tat, after)) {
          return credit;
        }
      }
      Thread.onSpinWait();
    }
  }

  private static long after(Gcra rate, long tat, long now, long cost, boolean owing) {
    return owing ? Gcra.reserved(tat, now, cost) : rate.charged(tat, now, cost);
  }

  /** Tier and slot of a key as one number, or -1. */
  private long find(long key) {
    for (int i = 0; i < sizes.length; i++) {
      Tier tier = tiers.get(i);
      if (tier == null) {
        return -1;
      }
      int slot = find(tier, key, tier.first(key));
      if (slot < 0) {
        slot = find(tier, key, tier.second(key));
      }
      if (slot >= 0) {
        return ((long) i << 32) | slot;
      }
    }
    return -1;
  }

  private static int find(Tier tier, long key, int group) {
    for (int slot = group; slot < group + GROUP; slot++) {
      if ((long) LONGS.getAcquire(tier.keys, slot) == key) {
        return slot;
      }
    }
    return -1;
  }

  private Tier tier(long found) {
    return Objects.requireNonNull(tiers.get((int) (found >>> 32)));
  }

  /* ---------------- New keys ---------------- */

  private long enter(long key, Gcra rate, long cost, long now, boolean owing, AtomicLong crowd) {
    synchronized (locks[(int) (key >>> 58)]) {
      if (find(key) < 0) {
        long after = after(rate, 0, now, cost, owing);
        long credit = rate.credit(after, now);
        if (credit < 0 && !owing) {
          return credit;
        }
        return settle(key, after, now) ? credit : crowded(rate, cost, now, owing, crowd);
      }
    }
    return charge(key, rate, cost, now, owing, crowd);
  }

  private boolean settle(long key, long tat, long now) {
    for (int i = 0; i < sizes.length; i++) {
      Tier tier = tiers.get(i);
      if (tier == null) {
        tier = build(i);
      }
      int first = tier.first(key);
      int second = tier.second(key);
      boolean swap = taken(tier, first, now) > taken(tier, second, now);
      if (settle(tier, swap ? second : first, key, tat, now)
          || settle(tier, swap ? first : second, key, tat, now)) {
        return true;
      }
    }
    return false;
  }

  private static int taken(Tier tier, int group, long now) {
    int taken = 0;
    for (int slot = group; slot < group + GROUP; slot++) {
      taken += (long) LONGS.getAcquire(tier.tats, slot) > now ? 1 : 0;
    }
    return taken;
  }

  private static boolean settle(Tier tier, int group, long key, long tat, long now) {
    for (int slot = group; slot < group + GROUP; slot++) {
      long before = (long) LONGS.getAcquire(tier.tats, slot);
      if (before != TAKING
          && before <= now
          && LONGS.compareAndSet(tier.tats, slot, before, TAKING)) {
        LONGS.setRelease(tier.keys, slot, key);
        LONGS.setRelease(tier.tats, slot, tat);
        return true;
      }
    }
    return false;
  }

  private Tier build(int index) {
    synchronized (tiers) {
      Tier tier = tiers.get(index);
      if (tier == null) {
        tier = new Tier(sizes[index]);
        tiers.set(index, tier);
      }
      return tier;
    }
  }

  private static long crowded(Gcra rate, long cost, long now, boolean owing, AtomicLong crowd) {
    while (true) {
      long tat = crowd.get();
      long after = after(rate, tat, now, cost, owing);
      long credit = rate.credit(after, now);
      if ((credit < 0 && !owing) || crowd.compareAndSet(tat, after)) {
        return credit;
      }
      Thread.onSpinWait();
    }
  }
}
