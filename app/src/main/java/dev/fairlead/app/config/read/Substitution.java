package dev.fairlead.app.config.read;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code ${VAR}}, {@code ${VAR:-default}} and {@code ${file:PATH}} in one document's
 * scalars. What was put in is not looked at again; a doubled dollar before the brace stands for the
 * brace itself.
 */
final class Substitution {
  private static final Pattern REFERENCE = Pattern.compile("\\$(\\$\\{)|\\$\\{([^}]*)(}?)");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final String FORMS = "Write ${NAME}, ${NAME:-default} or ${file:PATH}.";

  private static final int LARGEST_VALUE = 64 * 1024;

  private final Path document;
  private final Map<String, String> environment;
  private final Problems problems;
  private final Consumer<Path> watched;

  Substitution(
      Path document, Map<String, String> environment, Problems problems, Consumer<Path> watched) {
    this.document = document;
    this.environment = environment;
    this.problems = problems;
    this.watched = watched;
  }

  Node apply(Node node, KeyPath path) {
    return switch (node) {
      case Node.Mapping mapping -> {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        mapping
            .entries()
            .forEach((key, entry) ->
                entries.put(
                    key, new Node.Entry(entry.keyPlace(), apply(entry.value(), path.key(key)))));
        yield new Node.Mapping(entries, mapping.place());
      }
      case Node.Sequence sequence -> {
        List<Node> items = new ArrayList<>();
        for (Node item : sequence.items()) {
          items.add(apply(item, path.item(items.size())));
        }
        yield new Node.Sequence(items, sequence.place());
      }
      case Node.Scalar scalar when scalar.text().contains("${") -> scalar(scalar, path);
      case Node.Scalar scalar -> scalar;
      case Node.Nothing nothing -> nothing;
    };
  }

  private Node scalar(Node.Scalar scalar, KeyPath path) {
    var text = new StringBuilder();
    Matcher reference = REFERENCE.matcher(scalar.text());
    try {
      while (reference.find()) {
        reference.appendReplacement(
            text, Matcher.quoteReplacement(replacement(reference, scalar.place())));
      }
    } catch (Unreadable e) {
      problems.error(scalar.place(), path, e.problem().message(), e.problem().remedy());
      return new Node.Nothing(scalar.place());
    }
    return new Node.Scalar(reference.appendTail(text).toString(), scalar.place(), false);
  }

  private String replacement(Matcher reference, Place place) throws Unreadable {
    if (reference.group(1) != null) {
      return reference.group(1);
    }
    String inner = reference.group(2);
    if (reference.group(3).isEmpty()) {
      throw new Unreadable(place, "has a ${ that is never closed", FORMS);
    }
    if (inner.startsWith("file:")) {
      return file(inner.substring("file:".length()), place);
    }
    int dash = inner.indexOf(":-");
    return variable(dash < 0 ? inner : inner.substring(0, dash), inner, dash, place);
  }

  private String variable(String name, String inner, int dash, Place place) throws Unreadable {
    if (!NAME.matcher(name).matches()) {
      throw new Unreadable(place, "refers to " + Quote.of(inner) + ", which is no name", FORMS);
    }
    String value = environment.getOrDefault(name, "");
    if (!value.isEmpty()) {
      return value;
    }
    if (dash >= 0) {
      return inner.substring(dash + 2);
    }
    throw new Unreadable(
        place,
        "refers to the variable " + Quote.inner(name) + ", which is not set",
        "Set it, or write ${" + Quote.inner(name) + ":-default}.");
  }

  private String file(String name, Place place) throws Unreadable {
    Path path;
    try {
      path = document.resolveSibling(name);
    } catch (InvalidPathException _) {
      throw new Unreadable(place, "refers to a file whose name is not possible", FORMS);
    }
    watched.accept(path);
    String text = TextFile.read(path, LARGEST_VALUE, place);
    return text.endsWith("\r\n")
        ? text.substring(0, text.length() - 2)
        : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }
}
