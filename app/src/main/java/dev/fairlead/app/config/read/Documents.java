package dev.fairlead.app.config.read;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads documents with what they include, substitutes, and remembers every file it looked at. */
public final class Documents {
  private static final int MOST_FILES = 100;
  private static final String INCLUDE = "include";

  private final Map<String, String> environment;
  private final Problems problems;
  private final Set<Path> files = new LinkedHashSet<>();
  private final Deque<Path> open = new ArrayDeque<>();

  public Documents(Map<String, String> environment, Problems problems) {
    this.environment = environment;
    this.problems = problems;
  }

  /** The file's tree; {@code asked} is where it was named. What cannot be read is a problem. */
  public Node read(Path file, Place asked) {
    Path identity = file.toAbsolutePath().normalize();
    if (open.contains(identity)) {
      problems.error(asked, KeyPath.of(INCLUDE), "includes itself", "Break the circle.");
      return Node.Mapping.empty(asked);
    }
    files.add(file);
    if (files.size() > MOST_FILES) {
      problems.error(asked, KeyPath.of(INCLUDE), "is one file too many", "Use fewer files.");
      return Node.Mapping.empty(asked);
    }
    open.push(identity);
    try {
      return withIncludes(file, keys(parse(file, asked)));
    } catch (Unreadable e) {
      problems.add(e.problem());
      return Node.Mapping.empty(asked);
    } finally {
      open.pop();
    }
  }

  /** The tree of a file that is about to be written; JSON. */
  public Node draft(Path file, String text) {
    files.add(file);
    try {
      return keys(parse(file, Syntax.JSON, text));
    } catch (Unreadable e) {
      problems.add(e.problem());
      return Node.Mapping.empty(new Place.File(file, 0, 0));
    }
  }

  /** A list or mapping that was given as the text of a variable or flag. */
  public static Node inline(String text, Place place, Problems problems) {
    try {
      return Syntax.YAML.parse(text, new Builder((_, _) -> place, problems));
    } catch (Unreadable e) {
      problems.add(e.problem());
      return new Node.Nothing(place);
    }
  }

  /** Every file that was opened or looked for, in that order: what a reload has to watch. */
  public Set<Path> files() {
    return Collections.unmodifiableSet(files);
  }

  private Node parse(Path file, Place asked) throws Unreadable {
    String text = TextFile.read(file, TextFile.LARGEST, asked);
    return parse(file, syntax(file, asked), text);
  }

  private Node parse(Path file, Syntax syntax, String text) throws Unreadable {
    Node root = syntax.parse(text, new Builder(Place.Source.file(file), problems));
    var substitution = new Substitution(file, environment, problems, files::add);
    return substitution.apply(root, KeyPath.ROOT);
  }

  private static Node keys(Node root) throws Unreadable {
    if (root instanceof Node.Mapping || root instanceof Node.Nothing) {
      return root;
    }
    throw new Unreadable(
        root.place(), "the document does not consist of keys", "Begin with one such as `server:`.");
  }

  private static Syntax syntax(Path file, Place asked) throws Unreadable {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "yaml", "yml" -> Syntax.YAML;
      case "toml" -> Syntax.TOML;
      case "json" -> Syntax.JSON;
      default ->
          throw new Unreadable(
              asked,
              file + " has an ending that names no notation",
              "Call it .yaml, .toml or .json.");
    };
  }

  private Node withIncludes(Path file, Node root) {
    if (!(root instanceof Node.Mapping mapping)) {
      return root;
    }
    Map<String, Node.Entry> own = new LinkedHashMap<>(mapping.entries());
    Node.Entry entry = own.remove(INCLUDE);
    if (entry == null || entry.value() instanceof Node.Nothing) {
      return new Node.Mapping(own, mapping.place());
    }
    Node include = entry.value();
    Node below = Node.Mapping.empty(mapping.place());
    List<Node> names = include instanceof Node.Sequence list ? list.items() : List.of(include);
    for (Node name : names) {
      below = below.overlaidWith(included(file, name));
    }
    return below.overlaidWith(new Node.Mapping(own, mapping.place()));
  }

  private Node included(Path file, Node name) {
    try {
      if (name instanceof Node.Scalar scalar) {
        return read(file.resolveSibling(scalar.text()), name.place());
      }
    } catch (InvalidPathException _) {
      // Told below, as for anything else that is no name.
    }
    problems.error(
        name.place(), KeyPath.of(INCLUDE), "is not a list of files", "Write [filters.yaml].");
    return Node.Mapping.empty(name.place());
  }
}
