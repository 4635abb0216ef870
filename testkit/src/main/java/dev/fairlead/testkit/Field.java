package dev.fairlead.testkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One header or trailer field as it stood on the wire, the value without surrounding blanks. */
public record Field(String name, String value) {
  /** The value of the first field of that name (case-insensitive), or null. */
  public static @Nullable String first(List<Field> fields, String name) {
    return all(fields, name).stream().findFirst().orElse(null);
  }

  /** The values of all fields of that name (case-insensitive), in order. */
  public static List<String> all(List<Field> fields, String name) {
    return fields.stream().filter(f -> f.name.equalsIgnoreCase(name)).map(Field::value).toList();
  }
}
