package dev.fairlead.control.web;

import io.avaje.jex.http.Context;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The parameters of a request's query; what is misspelt is told, not ignored. */
public final class Query {
  private final Map<String, List<String>> values = new LinkedHashMap<>();

  private Query() {}

  /**
   * Reads the query.
   *
   * @param known the names that this route understands
   * @throws Refused naming a parameter that it does not
   */
  public static Query of(Context context, Set<String> known) {
    Query query = new Query();
    String raw = context.uri().getRawQuery();
    for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
      if (!pair.isEmpty()) {
        query.add(pair, known);
      }
    }
    return query;
  }

  private void add(String pair, Set<String> known) {
    int equals = pair.indexOf('=');
    String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
    if (!known.contains(name)) {
      String all = known.isEmpty() ? "none" : String.join(", ", new TreeSet<>(known));
      throw new Refused(400, name, "this parameter is not known here", "Known are: " + all + ".");
    }
    String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
    values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new Refused(
          400, null, "the query has a broken percent-escape", "Write %25 for a percent sign.");
    }
  }

  /** The first value, if there is one that is not empty. */
  public Optional<String> text(String name) {
    return values.getOrDefault(name, List.of()).stream()
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  /** The first value. */
  public String required(String name) {
    return text(name)
        .orElseThrow(
            () -> new Refused(400, name, "this parameter is missing", "Add ?" + name + "=…"));
  }

  /** Every value. */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** A whole number within limits. */
  public int number(String name, int fallback, int least, int most) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return fallback;
    }
    String range = "Write a whole number from " + least + " to " + most + ".";
    int number = text.get().matches("\\d{1,9}") ? Integer.parseInt(text.get()) : -1;
    if (number < least || number > most) {
      throw new Refused(400, name, "this is not a number in range", range);
    }
    return number;
  }

  /** Whether it says {@code true}. */
  public boolean flag(String name) {
    return switch (text(name).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new Refused(400, name, "this is neither true nor false", "Write true.");
    };
  }
}
