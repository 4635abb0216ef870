package dev.fairlead.app.cli;

import dev.fairlead.app.config.read.Place;
import dev.fairlead.app.config.read.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Problems for programs. */
final class ProblemJson {
  private ProblemJson() {}

  /** {@code {"usable": false, "problems": [{"severity": "error", "file": …, "line": …}]}}. */
  static String of(boolean usable, List<Problem> problems) {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("usable", usable);
    page.put("problems", problems.stream().map(ProblemJson::of).toList());
    return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(page)
        + "\n";
  }

  private static Map<String, Object> of(Problem problem) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("severity", problem.severity().name().toLowerCase(Locale.ROOT));
    entry.put("place", problem.place().toString());
    if (problem.place() instanceof Place.File file) {
      entry.put("file", file.path().toString());
      entry.put("line", file.line());
      entry.put("column", file.column());
    }
    entry.put("key", problem.path().toString());
    entry.put("message", problem.message());
    entry.put("remedy", problem.remedy());
    return entry;
  }
}
