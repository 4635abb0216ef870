package dev.fairlead.app.config;

import dev.fairlead.app.config.bind.Schema;
import dev.fairlead.app.config.bind.Shape;
import dev.fairlead.app.config.bind.Shape.Field;
import dev.fairlead.app.config.bind.Shape.Section;
import dev.fairlead.app.config.bind.Shape.Single;
import dev.fairlead.app.config.read.KeyPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Every key of the schema, found by walking it, so that no test forgets one. */
final class Keys {
  static final Section SCHEMA = Schema.of(Config.class);

  /** A key that holds values: elements of lists are {@code [0]}, chosen names are {@code x}. */
  record At(KeyPath path, Field field, Single type, boolean list, boolean map) {
    boolean inList() {
      return path.toString().contains("[0]");
    }

    /** Where its value is found once bound. */
    KeyPath valuePath() {
      return map ? path.key("x") : path;
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }

  private Keys() {}

  static List<At> all() {
    List<At> found = new ArrayList<>();
    walk(SCHEMA, KeyPath.ROOT, found);
    return found;
  }

  /** A document with this value under that key, and what else its sections must have. */
  static Map<String, Object> document(KeyPath path, Object value) {
    Map<String, Object> root = new LinkedHashMap<>();
    place(SCHEMA, path.parts(), value, (_, built) -> root.putAll(mapping(built)));
    return root;
  }

  private static void walk(Section section, KeyPath path, List<At> found) {
    for (Field field : section.fields()) {
      add(field, field.shape(), path.key(field.name()), false, false, found);
    }
  }

  private static void add(
      Field field, Shape shape, KeyPath path, boolean list, boolean map, List<At> found) {
    switch (shape) {
      case Single single -> found.add(new At(path, field, single, list, map));
      case Section section -> walk(section, path, found);
      case Shape.Items(Section section) -> walk(section, path.item(0), found);
      case Shape.Items(Shape item) -> add(field, item, path, true, map, found);
      case Shape.Named(Section section) -> walk(section, path.key("x"), found);
      case Shape.Named(Shape value) -> add(field, value, path, list, true, found);
    }
  }

  private static void place(
      Shape shape, List<String> parts, Object value, BiConsumer<Shape, Object> into) {
    if (parts.isEmpty()) {
      into.accept(shape, value);
      return;
    }
    List<String> rest = parts.subList(1, parts.size());
    switch (shape) {
      case Section section -> {
        Map<String, Object> keys = required(section);
        Field field = section.field(parts.getFirst()).orElseThrow();
        place(field.shape(), rest, value, (_, built) -> keys.put(field.name(), built));
        into.accept(shape, keys);
      }
      case Shape.Items(Shape item) ->
          place(item, rest, value, (_, built) -> into.accept(shape, List.of(built)));
      case Shape.Named(Shape inner) ->
          place(
              inner,
              rest,
              value,
              (_, built) -> into.accept(shape, Map.of(parts.getFirst(), built)));
      case Single _ -> throw new IllegalArgumentException("no such key: " + parts);
    }
  }

  private static Map<String, Object> required(Section section) {
    Map<String, Object> keys = new LinkedHashMap<>();
    for (Field field : section.fields()) {
      if (field.shape() instanceof Single single
          && !field.optional()
          && field.key().preset().isEmpty()) {
        keys.put(field.name(), Samples.of(single).getFirst());
      }
      if (field.shape() instanceof Section inner && !required(inner).isEmpty()) {
        keys.put(field.name(), required(inner));
      }
    }
    return keys;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> mapping(Object built) {
    return (Map<String, Object>) built;
  }
}
