package dev.fairlead.filters.inspection.signature;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A set of signatures, looked for all at once. Its automaton is made deterministic while bodies are
 * read, as far as they lead, so that no pattern can make it explode; what was made is kept up to a
 * bound. Thread-safe; the state of one body is a {@link Search}.
 */
public final class Signatures {
  /** Each takes about a kilobyte, and a bit for each state of the nondeterministic one. */
  private static final int MOST_KEPT = 2048;

  private final List<Signature> signatures;
  private final Nfa nfa = new Nfa();
  private final ConcurrentHashMap<BitSet, Place> places = new ConcurrentHashMap<>();
  private volatile Place start;

  /**
   * Compiles them.
   *
   * @throws IllegalArgumentException with a sentence that names the signature, if one cannot be
   *     read
   */
  public Signatures(List<Signature> signatures) {
    this.signatures = List.copyOf(signatures);
    for (int i = 0; i < signatures.size(); i++) {
      Signature each = signatures.get(i);
      try {
        PatternReader reader = new PatternReader(each.pattern());
        nfa.add(reader.read(), i, reader.atStart());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("signature " + each.name() + ": " + e.getMessage(), e);
      }
    }
    nfa.complete();
    this.start = place(nfa.start());
  }

  /** What is wrong with a signature by itself, in words fit for a person, or null. */
  public static @Nullable String problem(Signature signature) {
    try {
      PatternReader reader = new PatternReader(signature.pattern());
      new Nfa().add(reader.read(), 0, reader.atStart());
      return null;
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  public boolean isEmpty() {
    return signatures.isEmpty();
  }

  /** How many states of the deterministic automaton are kept. */
  int kept() {
    return places.size();
  }

  /** Begins with a body. */
  public Search search() {
    return new Search();
  }

  /** A state of the deterministic automaton; what it does not know yet it finds out. */
  private static final class Place {
    private final BitSet states;
    private final int accepted;
    private final @Nullable Place[] next = new Place[256];

    private Place(BitSet states, int accepted) {
      this.states = states;
      this.accepted = accepted;
    }
  }

  private Place place(BitSet states) {
    if (places.size() >= MOST_KEPT) {
      // Searches under way keep what they stand on; the rest is found out again.
      places.clear();
      start = places.computeIfAbsent(nfa.start(), each -> new Place(each, -1));
    }
    return places.computeIfAbsent(states, each -> new Place(each, nfa.accepted(each)));
  }

  /** Two loops may find out the same at once, and find the same. */
  private Place step(Place from, int value) {
    Place to = from.next[value];
    if (to == null) {
      to = place(nfa.step(from.states, value));
      from.next[value] = to;
    }
    return to;
  }

  /** How far a body has been read. */
  public final class Search implements ByteProcessor {
    private Place at = start;

    private Search() {}

    /** Reads on; the signature that has been seen, or null. The buffer is not changed. */
    public @Nullable Signature read(ByteBuf bytes) {
      return bytes.forEachByte(this) < 0 ? null : signatures.get(at.accepted);
    }

    @Override
    public boolean process(byte value) {
      at = step(at, value & 0xff);
      return at.accepted < 0;
    }
  }
}
