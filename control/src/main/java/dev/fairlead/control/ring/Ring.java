package dev.fairlead.control.ring;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/*
 * Event loops write here for every exchange, so a writer takes no lock, waits for nobody and
 * allocates nothing: it draws a number, claims the slot of that number and leaves the item in it.
 *
 *   slots     | 96 | 97 | 90 | 91 | 92 | 93 | 94 | 95 |     items, by number modulo the capacity
 *   numbers   | 96 | 97 | 90 | 91 | 92 | 93 | 94 | 95 |     which item a slot holds, or a mark
 *                        ^ oldest            next = 98
 *
 * A slot is claimed by swapping its number for BUSY, so that two writers a whole lap apart never mix
 * their items; the later item stays, the other is counted as lost. A reader believes a slot if its
 * number is the wanted one before and after the item was read. Where the items weigh more than the
 * budget, whoever added one takes out the oldest.
 */

/** The most recent items of a kind within a budget of bytes, numbered from 0. Thread-safe. */
public final class Ring<T> {
  private static final long EMPTY = -1;
  private static final long BUSY = Long.MAX_VALUE;
  private static final int FEWEST = 64;

  private final ToIntFunction<T> weigh;
  private final long budget;
  private final int mask;
  private final AtomicReferenceArray<@Nullable T> slots;
  private final AtomicLongArray numbers;
  private final AtomicLong next = new AtomicLong();
  private final AtomicLong oldest = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();

  /**
   * @param budget bytes that the items may weigh
   * @param typical bytes that an item usually weighs; decides how many slots there are
   * @param weigh bytes of memory that an item holds, the same whenever it is asked
   */
  public Ring(long budget, int typical, ToIntFunction<T> weigh) {
    int capacity = FEWEST;
    while (capacity < budget / typical && capacity < 1 << 20) {
      capacity <<= 1;
    }
    this.weigh = weigh;
    this.budget = budget;
    this.mask = capacity - 1;
    this.slots = new AtomicReferenceArray<>(capacity);
    this.numbers = new AtomicLongArray(capacity);
    for (int i = 0; i < capacity; i++) {
      numbers.set(i, EMPTY);
    }
  }

  /** Takes an item in, and lets older ones go as far as it must. */
  public void add(T item) {
    long number = next.getAndIncrement();
    int slot = (int) (number & mask);
    long before = numbers.get(slot);
    if (before >= number || !numbers.compareAndSet(slot, before, BUSY)) {
      lost.incrementAndGet();
      return;
    }
    T replaced = slots.getAndSet(slot, item);
    numbers.set(slot, number);
    int gone = replaced == null ? 0 : weigh.applyAsInt(replaced);
    long now = bytes.addAndGet(weigh.applyAsInt(item) - gone);
    while (now > budget && dropOldest()) {
      now = bytes.get();
    }
  }

  private boolean dropOldest() {
    long number = oldest();
    if (number >= next.get()) {
      return false;
    }
    int slot = (int) (number & mask);
    if (numbers.compareAndSet(slot, number, BUSY)) {
      T dropped = slots.getAndSet(slot, null);
      numbers.set(slot, EMPTY);
      if (dropped != null) {
        bytes.addAndGet(-weigh.applyAsInt(dropped));
      }
    }
    oldest.accumulateAndGet(number + 1, Math::max);
    return true;
  }

  /** The item of that number, or null if it is gone, lost, or not quite there yet. */
  public @Nullable T get(long number) {
    int slot = (int) (number & mask);
    if (number < 0 || numbers.get(slot) != number) {
      return null;
    }
    T item = slots.get(slot);
    return numbers.get(slot) == number ? item : null;
  }

  /** The number that the next item will get. */
  public long next() {
    return next.get();
  }

  /** The lowest number that may still be there. */
  public long oldest() {
    return Math.max(oldest.get(), next.get() - mask - 1);
  }

  /** What the items weigh. */
  public long bytes() {
    return bytes.get();
  }

  /** Items that were never readable, because a later one was faster by a whole lap. */
  public long lost() {
    return lost.get();
  }
}
