package dev.fairlead.engine.exchange;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The current date as an IMF-fixdate (RFC 9110 §5.6.7), formatted once a second. */
final class HttpDate {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private record Second(long number, String text) {}

  private volatile Second last = new Second(-1, "");

  String at(long millis) {
    long number = Math.floorDiv(millis, 1000);
    Second known = last;
    if (known.number != number) {
      known = new Second(number, FORMAT.format(Instant.ofEpochSecond(number)));
      last = known;
    }
    return known.text;
  }
}
