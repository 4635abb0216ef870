package dev.fairlead.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Seeded cases for property tests. Every run draws a new seed unless {@code -Dseed=} gives one; a
 * failure names the seed that repeats it as its first case.
 */
public final class Cases {
  private final Random random;

  private Cases(long seed) {
    this.random = new Random(seed);
  }

  /** One property, given a source of random values. */
  @FunctionalInterface
  public interface Property {
    void check(Cases cases) throws Exception;
  }

  /** Checks the property {@code count} times, each time with a source that has its own seed. */
  public static void check(int count, Property property) {
    long first = Long.getLong("seed", System.nanoTime());
    for (int i = 0; i < count; i++) {
      long seed = first + i;
      try {
        property.check(new Cases(seed));
      } catch (Exception | AssertionError failure) {
        throw new AssertionError(
            "case " + i + " failed, repeat it with -Dseed=" + seed + ": " + failure.getMessage(),
            failure);
      }
    }
  }

  /** A source with a fixed seed, for data that only has to be varied. */
  public static Cases seeded(long seed) {
    return new Cases(seed);
  }

  /** A number in {@code from} (inclusive) to {@code to} (exclusive). */
  public int between(int from, int to) {
    return random.nextInt(from, to);
  }

  /** True in one of {@code n} cases. */
  public boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  /** One of the given values. */
  @SafeVarargs
  public final <T> T pick(T... values) {
    return values[random.nextInt(values.length)];
  }

  /** One of the given values. */
  public <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** A text of exactly {@code length} characters out of {@code alphabet}. */
  public String text(String alphabet, int length) {
    var text = new StringBuilder(length);
    for (int i = 0; i < length; i++)
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    return text.toString();
  }

  /** Random bytes. */
  public byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** The same bytes cut into non-empty pieces at random places, as a network would deliver them. */
  public List<byte[]> fragments(byte[] bytes) {
    var pieces = new ArrayList<byte[]>();
    for (int from = 0; from < bytes.length; ) {
      int room = bytes.length - from;
      int size = oneIn(3) ? 1 : 1 + random.nextInt(room);
      pieces.add(Arrays.copyOfRange(bytes, from, from + size));
      from += size;
    }
    return pieces;
  }
}
