package dev.fairlead.app.config.bind;

import java.util.List;
import java.util.Optional;

/** What may stand at some place of a configuration. */
public sealed interface Shape {
  /** One scalar of a certain type. */
  record Single(Class<?> type, Text text) implements Shape {}

  /** A list of such. */
  record Items(Shape item) implements Shape {}

  /** Such under names that the operator chooses. */
  record Named(Shape value) implements Shape {}

  /** A record's keys; {@code shorthand} is the one that a single value stands for. */
  record Section(
      Class<? extends Record> type,
      List<Field> fields,
      List<Absent> absent,
      Optional<String> shorthand)
      implements Shape {
    /** The field of that name or other name. */
    public Optional<Field> field(String name) {
      return fields.stream().filter(f -> f.name().equals(name) || f.aka().equals(name)).findFirst();
    }
  }

  /** A component: its name in documents, what it holds, and what {@link Key} says of it. */
  record Field(String name, Shape shape, boolean optional, Key key) {
    String aka() {
      return key.aka();
    }
  }
}
