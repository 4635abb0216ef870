package dev.fairlead.control.web;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and durations as they look on the wire. */
public final class Times {
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Times() {}

  /** RFC 3339, UTC, always with milliseconds. */
  public static String text(long millisSinceEpoch) {
    return MILLISECONDS.format(Instant.ofEpochMilli(millisSinceEpoch));
  }

  /** Milliseconds with three decimals. */
  public static double millis(long nanos) {
    return Math.floorDiv(nanos, 1000L) / 1000.0;
  }
}
