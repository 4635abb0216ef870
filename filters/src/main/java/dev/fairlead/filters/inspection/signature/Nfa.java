package dev.fairlead.filters.inspection.signature;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All signatures as one nondeterministic automaton (Thompson's construction). Built backwards: each
 * part is given what follows it. A set of states holds only those that read or accept; what lies
 * between them was followed when it was built.
 */
final class Nfa {
  /** More make the patterns too expensive to be looked for. */
  static final int MOST_STATES = 20_000;

  private static final int[] NOWHERE = {};

  private final List<State> states = new ArrayList<>();
  private final BitSet anywhere = new BitSet();
  private final BitSet start = new BitSet();
  private int[][] behind = {};

  /**
   * A state: reads a byte, or branches, or accepts.
   *
   * @param next where it goes, -1 for nowhere
   * @param other the second way of a branch, -1 for none
   * @param accepts the signature that has been seen, -1 for none
   */
  private record State(@Nullable ByteSet reads, int next, int other, int accepts) {
    private boolean isBranch() {
      return reads == null && accepts < 0;
    }
  }

  /**
   * Adds a signature.
   *
   * @throws IllegalArgumentException if that makes it too large, or if it matches nothing at all
   */
  void add(Node pattern, int number, boolean atStart) {
    int accept = state(new State(null, -1, -1, number));
    BitSet reached = closure(before(pattern, accept));
    if (reached.get(accept)) {
      throw new IllegalArgumentException("it matches the empty body, so it matches everything");
    }
    start.or(reached);
    if (!atStart) {
      anywhere.or(reached);
    }
  }

  /** All are added: finds out once where each byte that is read leads. */
  void complete() {
    behind = new int[states.size()][];
    for (int i = 0; i < behind.length; i++) {
      State state = states.get(i);
      behind[i] = state.reads() == null ? NOWHERE : closure(state.next()).stream().toArray();
    }
  }

  private int state(State state) {
    if (states.size() == MOST_STATES) {
      throw new IllegalArgumentException(
          "all signatures of the rule together are too large; use smaller repetitions, or fewer");
    }
    states.add(state);
    return states.size() - 1;
  }

  private int before(Node node, int next) {
    return switch (node) {
      case Node.Bytes bytes -> state(new State(bytes.set(), next, -1, -1));
      case Node.Sequence sequence -> {
        int first = next;
        for (Node part : sequence.parts().reversed()) {
          first = before(part, first);
        }
        yield first;
      }
      case Node.Choice choice -> {
        int first = before(choice.options().getLast(), next);
        for (int i = choice.options().size() - 2; i >= 0; i--) {
          first = state(new State(null, before(choice.options().get(i), next), first, -1));
        }
        yield first;
      }
      case Node.Repeat repeat -> before(repeat, next);
    };
  }

  private int before(Node.Repeat repeat, int next) {
    int first = next;
    if (repeat.most() < 0) {
      int loop = state(new State(null, -1, next, -1));
      states.set(loop, new State(null, before(repeat.part(), loop), next, -1));
      first = loop;
    }
    for (int i = repeat.least(); i < repeat.most(); i++) {
      first = state(new State(null, before(repeat.part(), first), next, -1));
    }
    for (int i = 0; i < repeat.least(); i++) {
      first = before(repeat.part(), first);
    }
    return first;
  }

  /** What can be reached without reading. */
  private BitSet closure(int first) {
    BitSet seen = new BitSet();
    BitSet into = new BitSet();
    List<Integer> open = new ArrayList<>();
    open.add(first);
    while (!open.isEmpty()) {
      int each = open.removeLast();
      if (each < 0 || seen.get(each)) {
        continue;
      }
      seen.set(each);
      State state = states.get(each);
      if (state.isBranch()) {
        open.add(state.other());
        open.add(state.next());
      } else {
        into.set(each);
      }
    }
    return into;
  }

  /** Where every body begins. */
  BitSet start() {
    return (BitSet) start.clone();
  }

  /** Where a byte leads; a match may begin behind each. */
  BitSet step(BitSet from, int value) {
    BitSet to = (BitSet) anywhere.clone();
    for (int i = from.nextSetBit(0); i >= 0; i = from.nextSetBit(i + 1)) {
      State state = states.get(i);
      if (state.reads() != null && state.reads().has(value)) {
        for (int each : behind[i]) {
          to.set(each);
        }
      }
    }
    return to;
  }

  /** The first signature that has been seen, or -1. */
  int accepted(BitSet set) {
    int first = -1;
    for (int i = set.nextSetBit(0); i >= 0; i = set.nextSetBit(i + 1)) {
      int accepts = states.get(i).accepts();
      if (accepts >= 0 && (first < 0 || accepts < first)) {
        first = accepts;
      }
    }
    return first;
  }
}
