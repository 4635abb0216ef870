package dev.fairlead.app.config.bind;

import dev.fairlead.app.config.bind.Shape.Field;
import dev.fairlead.app.config.bind.Shape.Items;
import dev.fairlead.app.config.bind.Shape.Named;
import dev.fairlead.app.config.bind.Shape.Section;
import dev.fairlead.app.config.bind.Shape.Single;
import dev.fairlead.app.config.read.KeyPath;
import dev.fairlead.app.config.read.Node;
import dev.fairlead.app.config.read.Place;
import dev.fairlead.app.config.read.Problems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a record from a tree. A value that is wrong is reported and replaced by its default, an
 * element of a list or map that cannot be made is reported and left out, so that the whole is
 * always there for the checks that follow and every problem is found in one go.
 */
public final class Binder {
  private final Section schema;
  private final Problems problems;
  private final Origins origins = new Origins();
  private final Scalars scalars;

  /** Binds to that schema, which was read from the type that {@link #bind} is asked for. */
  public Binder(Section schema, Problems problems) {
    this.schema = schema;
    this.problems = problems;
    this.scalars = new Scalars(problems);
  }

  /** The record; its fixed part must consist of keys that are optional or have defaults. */
  public <T extends Record> T bind(Class<T> type, Node tree) {
    Object bound = section(schema, tree, KeyPath.ROOT);
    if (bound == null) {
      throw new IllegalArgumentException(type + " has a key that must be written");
    }
    return type.cast(bound);
  }

  public Origins origins() {
    return origins;
  }

  private @Nullable Object value(Shape shape, Node node, KeyPath path, Key key) {
    origins.record(path, node.place());
    return switch (shape) {
      case Single single -> scalars.read(single, node, path, key);
      case Items items -> items(items, node, path, key);
      case Named named -> named(named, node, path, key);
      case Section section -> section(section, node, path);
    };
  }

  private List<Object> items(Items items, Node node, KeyPath path, Key key) {
    List<Object> bound = new ArrayList<>();
    List<Node> nodes = node instanceof Node.Sequence list ? list.items() : List.of(node);
    for (int i = 0; i < nodes.size(); i++) {
      Object item = value(items.item(), nodes.get(i), path.item(i), key);
      if (item != null) {
        bound.add(item);
      }
    }
    origins.record(path, node.place());
    return List.copyOf(bound);
  }

  private Map<String, Object> named(Named named, Node node, KeyPath path, Key key) {
    Map<String, Object> bound = new LinkedHashMap<>();
    if (node instanceof Node.Mapping mapping) {
      mapping
          .entries()
          .forEach((name, entry) -> {
            Object value = value(named.value(), entry.value(), path.key(name), key);
            if (value != null) {
              bound.put(name, value);
            }
          });
    } else {
      problems.error(node.place(), path, "is not a set of names", "Write `name: value` below it.");
    }
    return Collections.unmodifiableMap(bound);
  }

  private @Nullable Object section(Section section, Node node, KeyPath path) {
    Node.Mapping mapping = mapping(section, node, path);
    origins.record(path, node.place());
    unknownKeys(section, mapping, path);
    List<@Nullable Object> values = new ArrayList<>();
    boolean complete = true;
    for (Field field : section.fields()) {
      Object value = component(field, mapping, path.key(field.name()));
      complete &= value != null;
      values.add(value);
    }
    if (!complete) {
      return null;
    }
    Object bound = Records.make(section.type(), values);
    if (bound instanceof Checked checked) {
      checked.check(new Scope(path, origins, problems));
    }
    return bound;
  }

  private Node.Mapping mapping(Section section, Node node, KeyPath path) {
    Place place = node.place();
    if (node instanceof Node.Mapping mapping) {
      return mapping;
    }
    if (node instanceof Node.Scalar && section.shorthand().isPresent()) {
      return new Node.Mapping(
          Map.of(section.shorthand().get(), new Node.Entry(place, node)), place);
    }
    if (!(node instanceof Node.Nothing)) {
      String keys = section.fields().stream().map(Field::name).limit(3).toList().toString();
      problems.error(place, path, "is not a section", "Write keys below it, such as " + keys + ".");
    }
    return new Node.Mapping(Map.of(), place);
  }

  private @Nullable Object component(Field field, Node.Mapping mapping, KeyPath path) {
    Node.Entry entry = mapping.entries().get(field.name());
    Node.Entry other = field.aka().isEmpty() ? null : mapping.entries().get(field.aka());
    if (entry != null && other != null) {
      problems.error(
          other.keyPlace(), path, "is also given as " + field.aka(), "Keep one of the two.");
    }
    Node.Entry written = entry != null ? entry : other;
    if (written == null || written.value() instanceof Node.Nothing) {
      return absent(field, mapping, path);
    }
    Object value = value(field.shape(), written.value(), path, field.key());
    if (field.optional()) {
      return Optional.ofNullable(value);
    }
    boolean replaceable = value == null && field.shape() instanceof Single;
    return replaceable ? preset(field, path) : value;
  }

  private @Nullable Object absent(Field field, Node.Mapping mapping, KeyPath path) {
    if (field.optional()) {
      return Optional.empty();
    }
    if (field.shape() instanceof Single && field.key().preset().isEmpty()) {
      String what = field.key().value();
      problems.error(mapping.place(), path, "is missing", "Write it: " + what);
    }
    return preset(field, path);
  }

  private @Nullable Object preset(Field field, KeyPath path) {
    String preset = field.key().preset();
    return switch (field.shape()) {
      case Single single -> preset.isEmpty() ? null : single.text().parse().apply(preset);
      case Items(Single item) when !preset.isEmpty() -> presets(item, preset);
      case Items _ -> List.of();
      case Named _ -> Map.of();
      case Section section -> section(section, new Node.Nothing(origins.nearest(path)), path);
    };
  }

  private static List<Object> presets(Single item, String preset) {
    List<Object> values = new ArrayList<>();
    for (String text : preset.split(", ", -1)) {
      values.add(item.text().parse().apply(text));
    }
    return List.copyOf(values);
  }

  private void unknownKeys(Section section, Node.Mapping mapping, KeyPath path) {
    mapping
        .entries()
        .forEach((name, entry) -> {
          if (section.field(name).isEmpty()) {
            problems.add(Unknown.key(section, name, entry.keyPlace(), path));
          }
        });
  }
}
