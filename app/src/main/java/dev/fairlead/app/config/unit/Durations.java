package dev.fairlead.app.config.unit;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 1d}.
 */
public final class Durations {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private Durations() {}

  /** Reads one number with its unit; only {@code 0} may go without. */
  public static Duration parse(String text) {
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    var form = FORM.matcher(text);
    if (form.matches()) {
      return of(Long.parseLong(form.group(1)), form.group(2));
    }
    if (NUMBER.matcher(text).matches()) {
      throw new Malformed(
          "is a duration without a unit",
          "Write " + text + "s for seconds or " + text + "ms for milliseconds.");
    }
    throw new Malformed("is not a duration", "Write one such as 500ms, 30s, 5m, 2h or 1d.");
  }

  /** The shortest exact form that {@link #parse} reads back. */
  public static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0) {
      return "0";
    }
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  private static Duration of(long number, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
