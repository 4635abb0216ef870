package dev.fairlead.app.cli;

import dev.fairlead.app.config.read.Quote;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;
import tools.jackson.databind.JsonNode;

/** A request for people. */
final class RequestText {
  private static final int BAR = 40;

  private RequestText() {}

  /** One line: time, status, method, where, how long, how much, and what went wrong. */
  static String line(JsonNode request) {
    int status = request.path("status").asInt();
    StringBuilder text = new StringBuilder();
    text.append(time(request)).append("  ");
    text.append(coloured(status, "%-3s".formatted(status == 0 ? "-" : status))).append("  ");
    text.append("%-7s ".formatted(shown(request, "method")));
    text.append("%-48s".formatted(where(request)));
    text.append(" %9s".formatted(duration(request.path("duration_ms").asDouble())));
    text.append(" %8s".formatted(bytes(request.path("response_bytes").asLong())));
    if (request.has("error_detail")) {
      text.append("  ").append(shown(request, "error_detail"));
    }
    return text.toString();
  }

  /** Everything that is known, and where the time went. */
  static String page(JsonNode detail) {
    StringBuilder text = new StringBuilder();
    detail.forEachEntry((name, value) -> {
      if (value.isValueNode()) {
        text.append(Terminal.bold("%-20s".formatted(name)))
            .append(Quote.harmless(value.asString()))
            .append('\n');
      }
    });
    for (JsonNode filter : detail.path("filters")) {
      text.append(Terminal.bold("%-20s".formatted("filter " + shown(filter, "name"))))
          .append(shown(filter, "verdict"))
          .append('\n');
    }
    int number = 0;
    for (JsonNode attempt : detail.path("tries")) {
      String end = shown(attempt, attempt.has("error_detail") ? "error_detail" : "address");
      text.append(Terminal.bold("%-20s".formatted("attempt " + ++number)))
          .append(shown(attempt, "target"))
          .append("  ")
          .append(end)
          .append('\n');
    }
    double whole = Math.max(0.001, detail.path("duration_ms").asDouble());
    for (JsonNode phase : detail.path("timing")) {
      text.append(bar(phase, whole));
    }
    return text.toString();
  }

  private static String bar(JsonNode phase, double whole) {
    double start = phase.path("start_ms").asDouble();
    double length = phase.path("duration_ms").asDouble();
    int from = (int) Math.min(BAR - 1, start / whole * BAR);
    int width = (int) Math.clamp(length / whole * BAR, 1, BAR - from);
    return "%s%s%s%s %s%n"
        .formatted(
            Terminal.bold("%-20s".formatted(shown(phase, "phase"))),
            " ".repeat(from),
            "█".repeat(width),
            " ".repeat(BAR - from - width),
            duration(length));
  }

  static String time(JsonNode request) {
    String time = shown(request, "time");
    return time.length() > 23 ? time.substring(11, 23) : time;
  }

  private static String where(JsonNode request) {
    String path = shown(request, "path");
    return shown(request, "authority") + (path.startsWith("/") ? path : "");
  }

  /** Somebody else's bytes: shown, never obeyed by a terminal. */
  static String shown(JsonNode node, String name) {
    return Quote.harmless(node.path(name).asString(""));
  }

  private static String coloured(int status, String text) {
    String colour =
        switch (status / 100) {
          case 2 -> "green";
          case 3 -> "cyan";
          case 4 -> "yellow";
          default -> status == 0 ? "faint" : "red";
        };
    return Ansi.AUTO.string("@|" + colour + " " + text + "|@");
  }

  static String duration(double millis) {
    return millis < 1000
        ? String.format(Locale.ROOT, "%.1f ms", millis)
        : String.format(Locale.ROOT, "%.2f s", millis / 1000);
  }

  /** 17, 2.1K, 3.4M. */
  static String bytes(long bytes) {
    String[] units = {"", "K", "M", "G", "T"};
    double number = bytes;
    int unit = 0;
    while (number >= 1024 && unit < units.length - 1) {
      number /= 1024;
      unit++;
    }
    return unit == 0 ? bytes + "" : String.format(Locale.ROOT, "%.1f%s", number, units[unit]);
  }
}
