package dev.fairlead.filters.inspection.signature;

import java.util.List;

/** A pattern, taken apart. */
sealed interface Node {
  /** One byte out of a set. */
  record Bytes(ByteSet set) implements Node {}

  /** One after the other; nothing at all if empty. */
  record Sequence(List<Node> parts) implements Node {}

  /** One of them. */
  record Choice(List<Node> options) implements Node {}

  /**
   * Some number of times.
   *
   * @param most -1 for any number
   */
  record Repeat(Node part, int least, int most) implements Node {}
}
