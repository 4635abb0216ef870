package dev.fairlead.app.config.bind;

import dev.fairlead.app.config.bind.Shape.Field;
import dev.fairlead.app.config.bind.Shape.Items;
import dev.fairlead.app.config.bind.Shape.Named;
import dev.fairlead.app.config.bind.Shape.Section;
import dev.fairlead.app.config.bind.Shape.Single;
import dev.fairlead.app.config.read.Documents;
import dev.fairlead.app.config.read.KeyPath;
import dev.fairlead.app.config.read.Node;
import dev.fairlead.app.config.read.Place;
import dev.fairlead.app.config.read.Problems;
import dev.fairlead.app.config.read.Variable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Makes a tree of variables such as {@code FAIRLEAD_SERVER_TIMEOUTS_FIRST_BYTE_REVERSE}. The schema
 * leads and asks for its names, because an underscore alone does not tell where a name ends. Lists
 * are separated by commas; lists of sections, and maps, are written as YAML on one line.
 */
public final class Variables {
  private static final String PREFIX = "FAIRLEAD";

  private final TreeMap<String, Variable> unread;
  private final Problems problems;
  private final List<String> known = new ArrayList<>();

  public Variables(Map<String, Variable> environment, Problems problems) {
    this.unread = new TreeMap<>(environment);
    this.problems = problems;
  }

  /** What the variables say, as a document would. */
  public Node tree(Section schema) {
    Node tree = section(schema, PREFIX).orElseGet(() -> new Node.Nothing(new Place.Default()));
    unread.tailMap(PREFIX + "_").forEach((name, variable) -> warn(schema, name, variable));
    return tree;
  }

  /** A text as the tree that a value of that shape has: lists are split, maps parsed. */
  public static Node value(Shape shape, String text, Place place, Problems problems) {
    boolean inline = text.startsWith("[") || text.startsWith("{");
    return switch (shape) {
      case Items(Single _) when !inline -> split(text, place);
      case Items _, Named _ -> Documents.inline(text, place, problems);
      case Single _, Section _ -> new Node.Scalar(text, place);
    };
  }

  private static Node split(String text, Place place) {
    List<Node> items = new ArrayList<>();
    for (String item : text.split(",", -1)) {
      if (!item.isBlank()) {
        items.add(new Node.Scalar(item.strip(), place));
      }
    }
    return new Node.Sequence(items, place);
  }

  private Optional<Node> section(Section section, String prefix) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    for (Field field : section.fields()) {
      String name = prefix + "_" + field.name().toUpperCase(Locale.ROOT);
      Optional<Node> value =
          switch (field.shape()) {
            case Section inner -> take(inner, name).or(() -> section(inner, name));
            case Named named -> take(named, name).or(() -> named(named, name));
            case Single single -> take(single, name);
            case Items items -> take(items, name);
          };
      value.ifPresent(node -> entries.put(field.name(), new Node.Entry(node.place(), node)));
    }
    return mapping(entries);
  }

  private Optional<Node> named(Named named, String prefix) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    for (String name : names(named, prefix + "_")) {
      String full = prefix + "_" + name;
      Optional<Node> value =
          named.value() instanceof Section inner ? section(inner, full) : take(named.value(), full);
      value.ifPresent(
          node -> entries.put(name.toLowerCase(Locale.ROOT), new Node.Entry(node.place(), node)));
    }
    return mapping(entries);
  }

  /**
   * The names that the operator chose: what is left of a variable between prefix and key. Where a
   * longer key fits, too, the shorter name comes first and gets the variable.
   */
  private List<String> names(Named named, String prefix) {
    List<String> rests =
        unread.tailMap(prefix).keySet().stream()
            .filter(name -> name.startsWith(prefix) && name.length() > prefix.length())
            .map(name -> name.substring(prefix.length()))
            .toList();
    if (!(named.value() instanceof Section section)) {
      return rests;
    }
    return keys(section)
        .flatMap(key ->
            rests.stream()
                .filter(rest -> rest.endsWith(key) && rest.length() > key.length())
                .map(rest -> rest.substring(0, rest.length() - key.length())))
        .distinct()
        .sorted(Comparator.comparingInt(String::length))
        .toList();
  }

  /** What the names of variables for a section's values end with. */
  private static Stream<String> keys(Section section) {
    return section.fields().stream()
        .flatMap(field -> {
          String key = "_" + field.name().toUpperCase(Locale.ROOT);
          return field.shape() instanceof Section inner
              ? Stream.concat(Stream.of(key), keys(inner).map(below -> key + below))
              : Stream.of(key);
        });
  }

  private Optional<Node> take(Shape shape, String name) {
    boolean takesText = !(shape instanceof Section section) || section.shorthand().isPresent();
    if (!takesText) {
      return Optional.empty();
    }
    known.add(name);
    return Optional.ofNullable(unread.remove(name))
        .map(variable -> value(shape, variable.value(), variable.place(), problems));
  }

  private static Optional<Node> mapping(Map<String, Node.Entry> entries) {
    return entries.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Node.Mapping(entries, entries.values().iterator().next().value().place()));
  }

  /** Platforms set variables of their own, so only what looks meant for us is worth a word. */
  private void warn(Section schema, String name, Variable variable) {
    if (!name.startsWith(PREFIX + "_")) {
      return;
    }
    Optional<String> near = Nearest.to(name, known);
    boolean ours =
        schema.fields().stream()
            .anyMatch(f -> name.startsWith(PREFIX + "_" + f.name().toUpperCase(Locale.ROOT) + "_"));
    if (ours || near.isPresent()) {
      problems.warning(
          variable.place(),
          KeyPath.ROOT,
          name + " stands for no key and was not read",
          near.map(known -> "Did you mean " + known + "?").orElse("Remove it."));
    }
  }
}
