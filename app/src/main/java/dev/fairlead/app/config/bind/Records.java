package dev.fairlead.app.config.bind;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes records from their components and takes them apart again. */
final class Records {
  private Records() {}

  static Object make(Class<? extends Record> type, List<@Nullable Object> values) {
    Class<?>[] parameters =
        Stream.of(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(parameters).newInstance(values.toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be constructed", e);
    }
  }

  /** The components' values in their order. */
  static List<Object> values(Record value) {
    List<Object> values = new ArrayList<>();
    try {
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        values.add(component.getAccessor().invoke(value));
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(value.getClass() + " cannot be read", e);
    }
    return values;
  }
}
