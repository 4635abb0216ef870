package dev.fairlead.control.metrics;

import dev.fairlead.engine.message.Failure;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The label values of {@code http_requests_total}, and a number for method and status. */
final class Series {
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");
  private static final String OTHER = "other";

  /** By hundreds; the first is that of exchanges whose client was gone before there was one. */
  private static final String[] STATUSES = {"none", "1xx", "2xx", "3xx", "4xx", "5xx"};

  /** How many values {@code status} has. */
  static final int STATUS_COUNT = STATUSES.length;

  /** How many combinations there are. */
  static final int COUNT = (METHODS.size() + 1) * STATUSES.length;

  /** Where there is nothing to name. */
  static final String NONE = "none";

  private static final Map<Failure.Kind, String> KINDS = new EnumMap<>(Failure.Kind.class);

  static {
    for (Failure.Kind kind : Failure.Kind.values()) {
      KINDS.put(kind, lower(kind));
    }
  }

  private Series() {}

  /** One series for each kind, by kind and by whose doing it is. */
  static Map<Failure.Kind, CounterDataPoint> byKind(Counter counter) {
    Map<Failure.Kind, CounterDataPoint> points = new EnumMap<>(Failure.Kind.class);
    KINDS.forEach((kind, name) -> points.put(kind, counter.labelValues(name, lower(kind.side()))));
    return points;
  }

  static <K extends Enum<K>, T> T at(Map<K, T> points, K key) {
    return Objects.requireNonNull(points.get(key));
  }

  static int index(String method, int status) {
    int known = METHODS.indexOf(method);
    return (known < 0 ? METHODS.size() : known) * STATUSES.length + statusIndex(status);
  }

  static String name(Failure.Kind kind) {
    return at(KINDS, kind);
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static String method(String method) {
    return METHODS.contains(method) ? method : OTHER;
  }

  static String status(int status) {
    return STATUSES[statusIndex(status)];
  }

  static int statusIndex(int status) {
    int hundred = status / 100;
    return hundred >= 1 && hundred <= 5 ? hundred : 0;
  }
}
