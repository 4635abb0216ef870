package dev.fairlead.engine.rules;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A hash table that is asked with a part of a string, so that all parents of a name are looked up
 * in one walk over it without making a string of each. The caller carries the hash along: backward
 * hashes grow from the end of the name towards its start, forward hashes the other way.
 */
final class NameTable<V> {
  private final @Nullable String[] keys;
  private final @Nullable V[] values;
  private final int shift;
  private final int size;

  @SuppressWarnings("unchecked")
  private NameTable(Map<String, V> entries, Function<String, Integer> hash) {
    int bits = 32 - Integer.numberOfLeadingZeros(Math.max(entries.size(), 1) * 2 - 1);
    keys = new String[1 << bits];
    values = (V[]) new Object[1 << bits];
    shift = 32 - bits;
    size = entries.size();
    entries.forEach((key, value) -> put(key, hash.apply(key), value));
  }

  /** A table for look-ups with {@link #backwardHash}. */
  static <V> NameTable<V> backward(Collection<String> keys, Function<String, V> value) {
    return new NameTable<>(entries(keys, value), key -> backwardHash(key, 0));
  }

  /** A table for look-ups with a hash made by {@link #step} from the first character on. */
  static <V> NameTable<V> forward(Collection<String> keys, Function<String, V> value) {
    return new NameTable<>(entries(keys, value), NameTable::forwardHash);
  }

  private static <V> Map<String, V> entries(Collection<String> keys, Function<String, V> value) {
    Map<String, V> entries = new HashMap<>();
    keys.forEach(key -> entries.computeIfAbsent(key, value));
    return entries;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The value under the part of the text from one index to another, whose hash is given. */
  @Nullable V get(String text, int from, int to, int hash) {
    int length = to - from;
    for (int at = slot(hash); ; at = at + 1 & keys.length - 1) {
      String key = keys[at];
      if (key == null) {
        return null;
      }
      if (key.length() == length && text.startsWith(key, from)) {
        return values[at];
      }
    }
  }

  static int step(int hash, char c) {
    return hash * 31 + c;
  }

  static int backwardHash(String text, int from) {
    int hash = 0;
    for (int i = text.length() - 1; i >= from; i--) {
      hash = step(hash, text.charAt(i));
    }
    return hash;
  }

  private static int forwardHash(String text) {
    int hash = 0;
    for (int i = 0; i < text.length(); i++) {
      hash = step(hash, text.charAt(i));
    }
    return hash;
  }

  private void put(String key, int hash, V value) {
    int at = slot(hash);
    while (keys[at] != null) {
      at = (at + 1) & (keys.length - 1);
    }
    keys[at] = key;
    values[at] = value;
  }

  private int slot(int hash) {
    return (hash * 0x9e3779b9) >>> shift;
  }
}
