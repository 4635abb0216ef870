package dev.fairlead.filters.limits;

import java.time.Duration;

/**
 * Requests in a time.
 *
 * @param requests 1..1,000,000
 * @param per a second, a minute or an hour
 * @param burst how many may come at once, 1..1,000,000
 */
public record Rate(long requests, Duration per, long burst) {
  Gcra gcra() {
    return Gcra.of(requests, per, burst);
  }

  @Override
  public String toString() {
    String unit =
        switch ((int) per.toSeconds()) {
          case 1 -> "second";
          case 60 -> "minute";
          case 3600 -> "hour";
          default -> per.toString();
        };
    return requests + (requests == 1 ? " request a " : " requests a ") + unit;
  }
}
