package dev.fairlead.app.config;

import dev.fairlead.app.config.read.Problem;
import dev.fairlead.app.config.read.Problem.Severity;
import dev.fairlead.app.config.read.Quote;
import java.util.List;
import java.util.Locale;

/** Problems as a page for a terminal, one block each: where, what, and what to do. */
public final class ProblemText {
  private static final int MOST = 100;

  private final boolean coloured;

  public ProblemText(boolean coloured) {
    this.coloured = coloured;
  }

  /** The page, ending in a line that counts; empty when there is nothing to say. */
  public String of(List<Problem> problems) {
    var out = new StringBuilder();
    problems.stream().limit(MOST).forEach(problem -> append(out, problem));
    if (problems.size() > MOST) {
      out.append("… and ").append(problems.size() - MOST).append(" more\n\n");
    }
    return problems.isEmpty() ? "" : out.append(summary(problems)).append('\n').toString();
  }

  private void append(StringBuilder out, Problem problem) {
    String label = problem.severity().name().toLowerCase(Locale.ROOT);
    String key = problem.path().isRoot() ? "" : problem.path() + " ";
    out.append(paint(colour(problem.severity()), label))
        .append("  ")
        .append(paint("1", Quote.harmless(problem.place().toString())))
        .append("\n  ")
        .append(key)
        .append(problem.message())
        .append(".\n  ")
        .append(paint("2", problem.remedy()))
        .append("\n\n");
  }

  private static String summary(List<Problem> problems) {
    return count(problems, Severity.ERROR, "error")
        + ", "
        + count(problems, Severity.WARNING, "warning");
  }

  private static String count(List<Problem> problems, Severity severity, String noun) {
    long count = problems.stream().filter(p -> p.severity() == severity).count();
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private static String colour(Severity severity) {
    return switch (severity) {
      case ERROR -> "1;31";
      case WARNING -> "1;33";
      case NOTE -> "1;36";
    };
  }

  private String paint(String colour, String text) {
    return coloured ? "\u001b[" + colour + "m" + text + "\u001b[0m" : text;
  }
}
