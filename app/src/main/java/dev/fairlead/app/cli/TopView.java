package dev.fairlead.app.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What {@code top} shows, from what the control plane says; a screen is a text. */
record TopView(String where, JsonNode health, JsonNode requests, int connections, int tunnels) {
  private static final int ROWS_OF_HOSTS = 8;

  /** What is known of one host among the recent requests. */
  private static final class Host {
    private final String name;
    private final List<Double> durations = new ArrayList<>();
    private int failed;
    private long bytes;

    private Host(String name) {
      this.name = name;
    }

    private void add(JsonNode request) {
      durations.add(request.path("duration_ms").asDouble());
      bytes += request.path("response_bytes").asLong();
      failed += request.path("status").asInt() >= 500 || request.has("error") ? 1 : 0;
    }

    /** The duration that this share of requests does not exceed. */
    private double quantile(double share) {
      List<Double> sorted = durations.stream().sorted().toList();
      return sorted.get((int) Math.min(sorted.size() - 1.0, Math.floor(sorted.size() * share)));
    }
  }

  /** How many requests there have been, by the cursor of the newest. */
  long total() {
    String newest = requests.path("newest").asString("");
    int dash = newest.lastIndexOf('-');
    return dash < 0 ? 0 : Long.parseLong(newest.substring(dash + 1)) + 1;
  }

  /**
   * The screen.
   *
   * @param rate requests a second
   * @param columns to cut lines at
   * @param rows to fill at most
   */
  String screen(double rate, int columns, int rows) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "fairlead %s   %s   %d connections   %d tunnels   %.1f requests/s",
            where,
            RequestText.shown(health, "state"),
            connections,
            tunnels,
            rate));
    lines.add("");
    lines.add(
        "%-44s %8s %8s %10s %10s %8s".formatted("HOST", "REQ", "FAILED", "P50", "P99", "OUT"));
    hosts().forEach(host -> lines.add(row(host)));
    lines.add("");
    lines.add("RECENT");
    requests.path("items").forEach(each -> lines.add(plain(each)));
    StringBuilder text = new StringBuilder();
    lines.stream().limit(rows).forEach(line -> text.append(cut(line, columns)).append('\n'));
    return text.toString();
  }

  private List<Host> hosts() {
    Map<String, Host> byName = new LinkedHashMap<>();
    for (JsonNode request : requests.path("items")) {
      String name = RequestText.shown(request, "authority");
      byName.computeIfAbsent(name, Host::new).add(request);
    }
    return byName.values().stream()
        .sorted(Comparator.comparingInt((Host host) -> host.durations.size()).reversed())
        .limit(ROWS_OF_HOSTS)
        .toList();
  }

  private static String row(Host host) {
    return "%-44s %8d %8d %10s %10s %8s"
        .formatted(
            cut(host.name, 44),
            host.durations.size(),
            host.failed,
            RequestText.duration(host.quantile(0.5)),
            RequestText.duration(host.quantile(0.99)),
            RequestText.bytes(host.bytes));
  }

  /** Without colours, so that a line can be cut anywhere. */
  private static String plain(JsonNode request) {
    return RequestText.line(request).replaceAll("\u001b\\[[0-9;]*m", "");
  }

  private static String cut(String line, int columns) {
    return line.length() <= columns ? line : line.substring(0, Math.max(0, columns - 1)) + "…";
  }
}
