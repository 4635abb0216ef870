package dev.fairlead.app.cli;

import dev.fairlead.app.config.ProblemText;
import dev.fairlead.app.config.read.Problem;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/** How commands print for people. */
final class Terminal {
  private Terminal() {}

  /** Text with picocli's markup, coloured where the terminal is. */
  static String styled(String markup) {
    return Ansi.AUTO.string(markup);
  }

  /** The text in bold; it may hold anything, markup too. */
  static String bold(String text) {
    return Ansi.AUTO.enabled() ? "\u001b[1m" + text + "\u001b[0m" : text;
  }

  /** Prints problems for people, to standard error. */
  static void problems(List<Problem> problems) {
    String page = new ProblemText(Ansi.AUTO.enabled()).of(problems);
    if (!page.isEmpty()) {
      System.err.print(page);
    }
  }
}
