package dev.fairlead.filters.inspection;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Content types that a rule is for: {@code text/html}, {@code image/*} or {@code *}{@code /*}.
 *
 * @param patterns in lower case
 */
public record MediaTypes(List<String> patterns) {
  private static final String UNKNOWN = "application/octet-stream";

  public MediaTypes {
    patterns = patterns.stream().map(each -> each.toLowerCase(Locale.ROOT)).toList();
  }

  /** Whether an entry can be used. */
  public static boolean isPattern(String entry) {
    return entry.equals("*/*") || entry.matches("[\\w.+!#$&^-]+/(\\*|[\\w.+!#$&^-]+)");
  }

  /** The type alone, in lower case, of a {@code Content-Type}; empty without one. */
  static String bare(@Nullable String contentType) {
    return contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /** What says nothing is taken for any file (RFC 9110 §8.3). */
  boolean match(String mediaType) {
    String type = mediaType.isEmpty() ? UNKNOWN : mediaType;
    for (String each : patterns) {
      boolean all = each.equals("*/*");
      boolean family = each.endsWith("/*") && type.startsWith(each.substring(0, each.length() - 1));
      if (all || family || each.equals(type)) {
        return true;
      }
    }
    return false;
  }
}
