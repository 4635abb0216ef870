package dev.fairlead.app.config.read;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the three syntaxes share: limits on depth and size, and a word about duplicate keys. */
final class Builder {
  static final int DEEPEST = 40;
  private static final int MOST_NODES = 200_000;

  private final Place.Source source;
  private final Problems problems;
  private int depth;
  private int nodes;

  Builder(Place.Source source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  Place at(int line, int column) {
    return source.at(line, column);
  }

  /** Counts nodes; an alias counts what it stands for, so that laughs stay below a billion. */
  void count(int more, Place place) throws Unreadable {
    nodes += more;
    if (nodes > MOST_NODES) {
      throw new Unreadable(place, "the document holds too many values", "Split or shorten it.");
    }
  }

  int counted() {
    return nodes;
  }

  void enter(Place place) throws Unreadable {
    if (++depth > DEEPEST) {
      throw tooDeep(place);
    }
  }

  void leave() {
    depth--;
  }

  void put(Map<String, Node.Entry> entries, String key, Node.Entry entry) {
    Node.Entry first = entries.putIfAbsent(key, entry);
    if (first != null) {
      problems.error(
          entry.keyPlace(),
          KeyPath.ROOT,
          "the key " + Quote.of(key) + " is given twice, first at " + first.keyPlace(),
          "Keep one of them.");
    }
  }

  Map<String, Node.Entry> entries() {
    return new LinkedHashMap<>();
  }

  static Unreadable tooDeep(Place place) {
    return new Unreadable(
        place,
        "the document is nested more than " + DEEPEST + " levels deep",
        "No key of Fairlead needs that; look for a missing bracket.");
  }
}
