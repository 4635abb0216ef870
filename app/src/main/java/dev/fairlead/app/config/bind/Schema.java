package dev.fairlead.app.config.bind;

import dev.fairlead.app.config.bind.Shape.Field;
import dev.fairlead.app.config.bind.Shape.Section;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the shape of a configuration from its record types. */
public final class Schema {
  private Schema() {}

  /** The shape of that record and everything below it. */
  public static Section of(Class<? extends Record> type) {
    List<Field> fields = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      fields.add(field(component));
    }
    Optional<String> shorthand =
        Optional.ofNullable(type.getAnnotation(Shorthand.class)).map(Shorthand::value);
    List<Absent> absent = Arrays.asList(type.getAnnotationsByType(Absent.class));
    return new Section(type, List.copyOf(fields), absent, shorthand);
  }

  private static Field field(RecordComponent component) {
    Key key = component.getAnnotation(Key.class);
    if (key == null) {
      throw new IllegalArgumentException(component + " says nothing of itself");
    }
    Type type = component.getGenericType();
    boolean optional = component.getType() == Optional.class;
    return new Field(
        snake(component.getName()), shape(optional ? argument(type, 0) : type), optional, key);
  }

  private static Shape shape(Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == Map.class
          ? new Shape.Named(shape(argument(type, 1)))
          : new Shape.Items(shape(argument(type, 0)));
    }
    Class<?> raw = (Class<?>) type;
    return raw.isRecord() && !Text.isKnown(raw)
        ? of(raw.asSubclass(Record.class))
        : new Shape.Single(raw, Text.of(raw));
  }

  private static Type argument(Type type, int index) {
    return ((ParameterizedType) type).getActualTypeArguments()[index];
  }

  private static String snake(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
