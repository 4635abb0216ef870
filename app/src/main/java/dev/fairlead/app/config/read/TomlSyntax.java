package dev.fairlead.app.config.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** TOML 1.0; its parser calls itself once per level, hence the word about the stack. */
final class TomlSyntax {
  private static final int LARGEST = 256 * 1024;

  private final Builder builder;

  TomlSyntax(Builder builder) {
    this.builder = builder;
  }

  Node parse(String text) throws Unreadable {
    Place start = builder.at(1, 1);
    if (text.length() > LARGEST) {
      throw new Unreadable(
          builder.at(0, 0), "a TOML file is larger than 256KB", "Use YAML, or split it.");
    }
    try {
      TomlParseResult result = Toml.parse(text);
      for (TomlParseError error : result.errors()) {
        throw new Unreadable(
            place(error.position()), "not valid TOML: " + message(error), "Correct it.");
      }
      return table(result, start);
    } catch (StackOverflowError _) {
      throw Builder.tooDeep(start);
    }
  }

  private Node node(@Nullable Object value, Place place) throws Unreadable {
    builder.count(1, place);
    return switch (value) {
      case TomlTable table -> table(table, place);
      case TomlArray array -> array(array, place);
      case null, default -> new Node.Scalar(String.valueOf(value), place);
    };
  }

  private Node table(TomlTable table, Place place) throws Unreadable {
    builder.enter(place);
    Map<String, Node.Entry> entries = builder.entries();
    for (Map.Entry<String, Object> entry : table.entrySet()) {
      Place at = place(table.inputPositionOf(List.of(entry.getKey())));
      builder.put(entries, entry.getKey(), new Node.Entry(at, node(entry.getValue(), at)));
    }
    builder.leave();
    return new Node.Mapping(entries, place);
  }

  private Node array(TomlArray array, Place place) throws Unreadable {
    builder.enter(place);
    List<Node> items = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      items.add(node(array.get(i), place(array.inputPositionOf(i))));
    }
    builder.leave();
    return new Node.Sequence(items, place);
  }

  private Place place(@Nullable TomlPosition position) {
    return position == null ? builder.at(0, 0) : builder.at(position.line(), position.column());
  }

  private static String message(TomlParseError error) {
    return Objects.requireNonNullElse(error.getMessage(), "unexpected end")
        .lines()
        .findFirst()
        .orElse("");
  }
}
