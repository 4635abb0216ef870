package dev.fairlead.app.config.read;

import java.util.ArrayList;
import java.util.List;

/** The way to a value, such as {@code routing.rules[0].match}; parts are names or {@code [n]}. */
public record KeyPath(List<String> parts) {
  public static final KeyPath ROOT = new KeyPath(List.of());

  public KeyPath {
    parts = List.copyOf(parts);
  }

  /** Reads a path of plain names and indices; names that contain dots need {@link #key}. */
  public static KeyPath of(String dotted) {
    return dotted.isEmpty() ? ROOT : new KeyPath(List.of(dotted.replace("[", ".[").split("\\.")));
  }

  public KeyPath key(String name) {
    return with(name);
  }

  public KeyPath item(int index) {
    return with("[" + index + "]");
  }

  public KeyPath then(KeyPath further) {
    var all = new ArrayList<>(parts);
    all.addAll(further.parts);
    return new KeyPath(all);
  }

  public boolean isRoot() {
    return parts.isEmpty();
  }

  /** The path one step up; the root is its own parent. */
  public KeyPath parent() {
    return isRoot() ? this : new KeyPath(parts.subList(0, parts.size() - 1));
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    for (String part : parts) {
      boolean index = part.startsWith("[");
      text.append(text.isEmpty() || index ? "" : ".");
      text.append(index || part.matches("[\\w-]+") ? part : '"' + Quote.inner(part) + '"');
    }
    return text.toString();
  }

  private KeyPath with(String part) {
    var longer = new ArrayList<>(parts);
    longer.add(part);
    return new KeyPath(longer);
  }
}
