package dev.fairlead.app.config.bind;

import dev.fairlead.app.config.bind.Shape.Field;
import dev.fairlead.app.config.bind.Shape.Items;
import dev.fairlead.app.config.bind.Shape.Named;
import dev.fairlead.app.config.bind.Shape.Section;
import dev.fairlead.app.config.bind.Shape.Single;
import dev.fairlead.app.config.read.KeyPath;
import dev.fairlead.app.config.read.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A bound configuration turned back into keys and values for people to read; secrets masked. */
public sealed interface Entry {
  /** The key's last part. */
  String name();

  /** The whole key. */
  KeyPath path();

  /** A value, or a list of plain values. {@code empty} stands for an optional key not given. */
  record Leaf(String name, KeyPath path, Optional<Object> value, Place origin) implements Entry {}

  /** Keys below a key, or (in a list) the elements. */
  record Branch(String name, KeyPath path, List<Entry> entries, boolean list, Place origin)
      implements Entry {}

  /** The whole of a configuration. */
  static Branch of(Record config, Origins origins) {
    return section("", Schema.of(config.getClass()), config, KeyPath.ROOT, origins);
  }

  private static Branch section(
      String name, Section shape, Record value, KeyPath path, Origins origins) {
    List<Entry> entries = new ArrayList<>();
    List<Object> values = Records.values(value);
    for (int i = 0; i < values.size(); i++) {
      Field field = shape.fields().get(i);
      Object component =
          values.get(i) instanceof Optional<?> optional ? optional.orElse(null) : values.get(i);
      KeyPath below = path.key(field.name());
      entries.add(
          component == null
              ? new Leaf(field.name(), below, Optional.empty(), origins.of(below))
              : entry(field.name(), field.shape(), component, below, origins));
    }
    return new Branch(name, path, entries, false, origins.of(path));
  }

  private static Entry entry(
      String name, Shape shape, Object value, KeyPath path, Origins origins) {
    return switch (shape) {
      case Single _ -> new Leaf(name, path, Optional.of(plain(value)), origins.of(path));
      case Items(Single _) -> {
        List<Object> items = ((List<?>) value).stream().map(Entry::plain).toList();
        yield new Leaf(name, path, Optional.of(items), origins.of(path));
      }
      case Items(Shape item) -> items(name, item, (List<?>) value, path, origins);
      case Named(Shape inner) -> named(name, inner, (Map<?, ?>) value, path, origins);
      case Section section -> section(name, section, (Record) value, path, origins);
    };
  }

  private static Branch items(
      String name, Shape shape, List<?> values, KeyPath path, Origins origins) {
    List<Entry> entries = new ArrayList<>();
    for (Object value : values) {
      entries.add(entry("", shape, value, path.item(entries.size()), origins));
    }
    return new Branch(name, path, entries, true, origins.of(path));
  }

  private static Branch named(
      String name, Shape shape, Map<?, ?> values, KeyPath path, Origins origins) {
    List<Entry> entries = new ArrayList<>();
    values.forEach((key, value) -> {
      String text = key.toString();
      entries.add(entry(text, shape, value, path.key(text), origins));
    });
    return new Branch(name, path, entries, false, origins.of(path));
  }

  /** Numbers and booleans stay what they are; everything else becomes its masked text. */
  private static Object plain(Object value) {
    return value instanceof Boolean || value instanceof Integer ? value : Text.show(value);
  }
}
