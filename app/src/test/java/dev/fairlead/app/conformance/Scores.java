package dev.fairlead.app.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables of {@code docs/conformance.md}: the last cell of a row is what was measured. With
 * {@code -Dfairlead.scores=record} a test writes that cell, otherwise it compares.
 */
final class Scores {
  private static final boolean RECORD = "record".equals(System.getProperty("fairlead.scores"));
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private final Path file;

  Scores(Path file) {
    this.file = file;
  }

  /** The repository's own tables. */
  static Scores ours() {
    return new Scores(Programs.root().resolve("docs/conformance.md"));
  }

  /** A score where more is better: fails when it is below the recorded one. */
  void atLeast(String row, int passed, int of) throws IOException {
    if (RECORD) {
      write(row, passed + "/" + of);
      return;
    }
    Matcher recorded = NUMBER.matcher(cell(row));
    assertThat(recorded.find()).as("a recorded score of \"" + row + "\" in " + file).isTrue();
    assertThat(passed)
        .as("score of \"" + row + "\", which may only rise")
        .isGreaterThanOrEqualTo(Integer.parseInt(recorded.group()));
  }

  /** A measurement of this machine: recorded when asked, judged by the test's own bounds. */
  void measured(String row, String result) throws IOException {
    System.out.println(row + ": " + result);
    if (RECORD) {
      write(row, result);
    }
  }

  private String cell(String row) throws IOException {
    return find(row, Files.readString(file)).group(2);
  }

  private void write(String row, String value) throws IOException {
    synchronized (Scores.class) {
      String text = Files.readString(file);
      Matcher found = find(row, text);
      String next = text.substring(0, found.start(2)) + " " + value + " ";
      Files.write(file, (next + text.substring(found.end(2))).getBytes(UTF_8));
    }
  }

  private Matcher find(String row, String text) {
    Matcher found =
        Pattern.compile("(?m)^(\\| " + Pattern.quote(row) + " \\|.*\\|)([^|\\n]*)\\|$")
            .matcher(text);
    assertThat(found.find()).as("row \"" + row + "\" in " + file).isTrue();
    return found;
  }
}
