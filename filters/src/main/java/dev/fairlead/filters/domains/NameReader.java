package dev.fairlead.filters.domains;

import dev.fairlead.engine.message.Host;
import java.nio.charset.StandardCharsets;

/**
 * Adds names that stand in a buffer to a set. Names that are canonical once their letters are
 * small, nearly all there are, never become a String; the others are read as hosts are.
 */
final class NameReader {
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_LABEL = 63;

  private final NameHash hash;
  private final NameSet.Builder names;

  NameReader(NameHash hash, NameSet.Builder names) {
    this.hash = hash;
    this.names = names;
  }

  /**
   * Adds the name between two places of the buffer, whose letters it makes small; says if it is
   * one.
   */
  boolean add(byte[] buffer, int from, int to, int marks) {
    lower(buffer, from, to);
    int end = to - from > 1 && buffer[to - 1] == '.' ? to - 1 : to;
    if (isCanonical(buffer, from, end)) {
      names.add(hash(buffer, from, end), marks);
      return true;
    }
    try {
      Host host = Host.parse(new String(buffer, from, to - from, StandardCharsets.UTF_8));
      names.add(hash.of(host.text()), marks);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private long hash(byte[] buffer, int from, int to) {
    long state = hash.start();
    for (int i = to - 1; i >= from; i--) {
      state = hash.step(state, buffer[i]);
    }
    return hash.end(state);
  }

  private static void lower(byte[] buffer, int from, int to) {
    for (int i = from; i < to; i++) {
      if (buffer[i] >= 'A' && buffer[i] <= 'Z') {
        buffer[i] |= 0x20;
      }
    }
  }

  /** Letters, digits, hyphens and underscores in labels that need no closer look. */
  private static boolean isCanonical(byte[] buffer, int from, int to) {
    if (to - from < 1 || to - from > LONGEST_NAME) {
      return false;
    }
    int label = from;
    for (int i = from; i < to; i++) {
      if (buffer[i] == '.') {
        if (!isPlain(buffer, label, i)) {
          return false;
        }
        label = i + 1;
      } else if (!isNameByte(buffer[i])) {
        return false;
      }
    }
    return isPlain(buffer, label, to) && !isDigit(buffer[label]);
  }

  /** Neither empty nor too long, nor an A-label, which may be a wrong one. */
  private static boolean isPlain(byte[] buffer, int from, int to) {
    boolean encoded = to - from > 3 && buffer[from + 2] == '-' && buffer[from + 3] == '-';
    return to > from && to - from <= LONGEST_LABEL && !encoded;
  }

  private static boolean isNameByte(byte b) {
    return (b >= 'a' && b <= 'z') || isDigit(b) || b == '-' || b == '_';
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
