package dev.fairlead.app.config.bind;

import dev.fairlead.app.config.unit.Malformed;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Enum constants as words. */
final class Words {
  private Words() {}

  static Text of(Class<?> type) {
    Map<String, Object> constants = new LinkedHashMap<>();
    for (Object constant : type.getEnumConstants()) {
      forms((Enum<?>) constant).forEach(form -> constants.put(form, constant));
    }
    String label =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> text((Enum<?>) constant))
            .collect(Collectors.joining(", "));
    return new Text(label, text -> parse(text, constants, label));
  }

  static String text(Enum<?> constant) {
    return forms(constant).getFirst();
  }

  private static Object parse(String text, Map<String, Object> constants, String label) {
    Object constant = constants.get(text.toLowerCase(Locale.ROOT));
    if (constant == null) {
      String guess =
          Nearest.to(text, constants.keySet()).map(n -> "Did you mean " + n + "? ").orElse("");
      throw new Malformed("is not one of the known words", guess + "Write one of: " + label + ".");
    }
    return constant;
  }

  private static List<String> forms(Enum<?> constant) {
    try {
      Written written =
          constant.getDeclaringClass().getField(constant.name()).getAnnotation(Written.class);
      return written == null
          ? List.of(constant.name().toLowerCase(Locale.ROOT))
          : Stream.of(written.value()).toList();
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("an enum without its own constant", e);
    }
  }
}
