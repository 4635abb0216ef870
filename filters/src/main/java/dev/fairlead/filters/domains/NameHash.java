package dev.fairlead.filters.domains;

import java.security.SecureRandom;

/**
 * Hashes a name from its last character to its first, so that one walk gives the hashes of all its
 * parents on the way. The key is secret and drawn anew for every process: nobody can look for a
 * name whose hash is that of a listed one.
 */
final class NameHash {
  /** The one of this process. */
  static final NameHash SECRET = secret();

  private final long seed;
  private final long factor;

  /** A hash with a key that is known; for tests. */
  NameHash(long seed, long factor) {
    this.seed = seed;
    this.factor = factor | 1;
  }

  private static NameHash secret() {
    SecureRandom random = new SecureRandom();
    return new NameHash(random.nextLong(), random.nextLong());
  }

  /** The state before the last character. */
  long start() {
    return seed;
  }

  /** The state after one more character towards the start of the name. */
  long step(long state, int character) {
    long mixed = (state ^ character) * factor;
    return mixed ^ (mixed >>> 32);
  }

  /** The hash of what was walked over. */
  long end(long state) {
    long mixed = (state ^ (state >>> 29)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 32)) * factor;
    return mixed ^ (mixed >>> 29);
  }

  /** The hash of a whole name. */
  long of(String name) {
    long state = start();
    for (int i = name.length() - 1; i >= 0; i--) {
      state = step(state, name.charAt(i));
    }
    return end(state);
  }
}
