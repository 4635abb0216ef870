package dev.fairlead.testkit.hostile;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects outcomes per proxy and prints them as Markdown, a row per case and a column per proxy.
 */
public final class HostileTable {
  private final String title;
  private final Map<String, Map<String, Outcome>> columns = new LinkedHashMap<>();

  public HostileTable(String title) {
    this.title = title;
  }

  /** Adds a proxy's outcomes as a column. */
  public void add(String proxy, List<Outcome> outcomes) {
    var column = columns.computeIfAbsent(proxy, _ -> new LinkedHashMap<>());
    for (Outcome outcome : outcomes) column.put(outcome.id(), outcome);
  }

  /** The whole table; {@code (!)} marks what the expectation does not allow. */
  public String markdown() {
    var text = new StringBuilder("## " + title + "\n\n").append(summary()).append('\n');
    row(text, "case", "RFC", "expectation", columns.keySet());
    row(text, "---", "---", "---", columns.keySet().stream().map(_ -> "---").toList());
    var cases = new LinkedHashMap<String, Outcome>();
    columns.values().forEach(column -> column.forEach(cases::putIfAbsent));
    for (Outcome one : cases.values()) {
      var cells = columns.values().stream().map(column -> cell(column, one.id())).toList();
      row(text, one.category() + "/" + one.id(), one.rfc(), expectation(one), cells);
    }
    return text.append('\n').toString();
  }

  /** A line per proxy: ambiguous forwards first, they are the failure. */
  public String summary() {
    var text = new StringBuilder();
    row(
        text,
        "proxy",
        "cases",
        "ambiguous",
        List.of("must reject, accepted", "altered or benign refused"));
    row(text, "---", "---:", "---:", List.of("---:", "---:"));
    columns.forEach((proxy, column) -> text.append(summary(proxy, column.values())));
    return text.toString();
  }

  private static String summary(String proxy, Collection<Outcome> outcomes) {
    long ambiguous = outcomes.stream().filter(Outcome::ambiguous).count();
    var wrong = outcomes.stream().filter(o -> !o.allowed() && !o.ambiguous()).toList();
    long accepted = wrong.stream().filter(HostileTable::mustReject).count();
    var text = new StringBuilder();
    var rest = List.of(Long.toString(accepted), Long.toString(wrong.size() - accepted));
    row(text, proxy, Integer.toString(outcomes.size()), Long.toString(ambiguous), rest);
    return text.toString();
  }

  private static boolean mustReject(Outcome outcome) {
    return outcome.expectation() == Expectation.MUST_REJECT;
  }

  private static String expectation(Outcome outcome) {
    return switch (outcome.expectation()) {
      case MUST_REJECT -> "reject";
      case NEVER_AMBIGUOUS -> "unambiguous";
      case MUST_PASS -> "pass";
    };
  }

  private static String cell(Map<String, Outcome> column, String id) {
    Outcome outcome = column.get(id);
    if (outcome == null) return "";
    return outcome.verdict().shown() + (outcome.allowed() ? "" : " (!)");
  }

  private static void row(
      StringBuilder text, String first, String second, String third, Iterable<String> cells) {
    text.append("| ").append(first).append(" | ").append(second).append(" | ").append(third);
    for (String cell : cells) text.append(" | ").append(cell);
    text.append(" |\n");
  }
}
