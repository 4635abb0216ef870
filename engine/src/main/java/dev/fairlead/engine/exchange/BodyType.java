package dev.fairlead.engine.exchange;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** In which shape a client wants to be told that a request ends here. */
enum BodyType {
  HTML("text/html; charset=utf-8"),
  JSON("application/problem+json"),
  TEXT("text/plain; charset=utf-8");

  private final String contentType;

  BodyType(String contentType) {
    this.contentType = contentType;
  }

  String contentType() {
    return contentType;
  }

  /**
   * The type with the highest weight in {@code Accept} (RFC 9110 §12.5.1), the first of equals.
   * Wildcards ask for nothing: whoever sends only those gets text.
   */
  static BodyType preferred(@Nullable String accept) {
    BodyType best = TEXT;
    double most = 0;
    for (String range : accept == null ? new String[0] : accept.split(",", -1)) {
      String[] parts = range.split(";", -1);
      BodyType type = named(parts[0].strip().toLowerCase(Locale.ROOT));
      double weight = type == null ? 0 : weight(parts);
      if (type != null && weight > most) {
        best = type;
        most = weight;
      }
    }
    return best;
  }

  private static @Nullable BodyType named(String range) {
    return switch (range) {
      case "text/html", "application/xhtml+xml" -> HTML;
      case "text/plain" -> TEXT;
      default -> range.endsWith("/json") || range.endsWith("+json") ? JSON : null;
    };
  }

  private static double weight(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
      if (parameter.startsWith("q=")) {
        String value = parameter.substring(2);
        return value.matches("0(\\.\\d{0,3})?|1(\\.0{0,3})?") ? Double.parseDouble(value) : 0;
      }
    }
    return 1;
  }
}
