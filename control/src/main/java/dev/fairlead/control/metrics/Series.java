package dev.fairlead.control.metrics;

import java.util.List;

/** The label values of {@code http_requests_total}, and a number for method and status. */
final class Series {
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");
  private static final String OTHER = "other";

  /** By hundreds; the first is that of exchanges whose client was gone before there was one. */
  private static final String[] STATUSES = {"none", "1xx", "2xx", "3xx", "4xx", "5xx"};

  /** How many combinations there are. */
  static final int COUNT = (METHODS.size() + 1) * STATUSES.length;

  private Series() {}

  static int index(String method, int status) {
    int known = METHODS.indexOf(method);
    return (known < 0 ? METHODS.size() : known) * STATUSES.length + hundred(status);
  }

  static String method(String method) {
    return METHODS.contains(method) ? method : OTHER;
  }

  static String status(int status) {
    return STATUSES[hundred(status)];
  }

  private static int hundred(int status) {
    int hundred = status / 100;
    return hundred >= 1 && hundred <= 5 ? hundred : 0;
  }
}
