package dev.fairlead.app.config.read;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of a document before anyone asked for its type, with the place where it begins. */
public sealed interface Node {
  Place place();

  /** Keys and values, in the order in which they were written. */
  record Mapping(Map<String, Entry> entries, Place place) implements Node {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    static Mapping empty(Place place) {
      return new Mapping(Map.of(), place);
    }
  }

  /** A value under a key, and where that key is. */
  record Entry(Place keyPlace, Node value) {}

  /** Values one after the other. */
  record Sequence(List<Node> items, Place place) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** One text, number or boolean; {@code verbatim} unless a substitution had a part in it. */
  record Scalar(String text, Place place, boolean verbatim) implements Node {
    public Scalar(String text, Place place) {
      this(text, place, true);
    }
  }

  /** A key without a value, which counts as not written. */
  record Nothing(Place place) implements Node {}

  /** What comes of laying {@code over} on this: mappings merge, everything else is replaced. */
  default Node overlaidWith(Node over) {
    return switch (over) {
      case Nothing _ -> this;
      case Mapping upper when this instanceof Mapping lower -> merge(lower, upper);
      default -> over;
    };
  }

  private static Mapping merge(Mapping lower, Mapping upper) {
    var merged = new LinkedHashMap<>(lower.entries);
    upper.entries.forEach((key, entry) ->
        merged.merge(
            key,
            entry,
            (old, young) -> new Entry(young.keyPlace, old.value.overlaidWith(young.value))));
    return new Mapping(merged, upper.place);
  }
}
