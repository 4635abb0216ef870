package dev.fairlead.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every line of docs/rfc-checklist.md names tests that exist. */
final class RfcChecklistTest {
  private static final Path PROJECT =
      Path.of("").toAbsolutePath().endsWith("app") ? Path.of("..") : Path.of("");
  private static final Pattern PROOF =
      Pattern.compile("`([A-Z]\\w+Test)\\.(\\w+)`(?: \\(([^)|]+)\\))?");
  private static final List<String> CHAPTERS =
      List.of("Messaging", "Hop-by-hop", "CONNECT", "Forwarding identity", "HTTP/2");

  /** A line: what must hold, and the cell that says what proves it. */
  private record Row(String chapter, String claim, String proof) {}

  private static List<Row> rows = List.of();
  private static Map<String, String> tests = Map.of();

  /** Where the named cases of a parameterised test are listed. */
  private static String corpora = "";

  @BeforeAll
  static void read() throws IOException {
    rows = rows(Files.readAllLines(PROJECT.resolve("docs/rfc-checklist.md")));
    tests = new HashMap<>();
    StringBuilder cases = new StringBuilder();
    for (Path file : sources()) {
      String name = file.getFileName().toString().replace(".java", "");
      if (name.endsWith("Test")) {
        tests.merge(name, Files.readString(file), String::concat);
      } else {
        cases.append(Files.readString(file));
      }
    }
    corpora = cases.toString();
  }

  private static List<Path> sources() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String folder :
        List.of("engine/src/test", "filters/src/test", "app/src/test", "testkit/src/main")) {
      try (Stream<Path> below = Files.walk(PROJECT.resolve(folder))) {
        below.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
      }
    }
    return files;
  }

  private static List<Row> rows(List<String> lines) {
    List<Row> rows = new ArrayList<>();
    String chapter = "";
    for (String line : lines) {
      if (line.startsWith("## ")) {
        chapter = line.substring(3);
      }
      String[] cells = line.split("\\|", -1);
      if (cells.length == 5 && !cells[1].isBlank() && !cells[1].startsWith("-")) {
        rows.add(new Row(chapter, cells[1].strip(), cells[3].strip()));
      }
    }
    rows.removeIf(row -> row.claim().equals("what must hold"));
    return rows;
  }

  @Test
  void everyChapterIsThere() {
    assertThat(rows).extracting(Row::chapter).containsAll(CHAPTERS);
    assertThat(rows).hasSizeGreaterThan(70);
  }

  @Test
  void everyLineIsProved() {
    assertThat(rows).allSatisfy(row -> assertThat(PROOF.matcher(row.proof()).find()).isTrue());
  }

  @Test
  void everyTestThatIsNamedExists() {
    for (Row row : rows) {
      Matcher proof = PROOF.matcher(row.proof());
      while (proof.find()) {
        String source = tests.getOrDefault(proof.group(1), "");
        assertThat(source)
            .as("%s: %s has no test %s", row.claim(), proof.group(1), proof.group(2))
            .containsPattern(
                "@(?:Test|ParameterizedTest)\\b(?:(?!\\R\\R|\\bvoid\\b)[\\s\\S])*\\bvoid "
                    + proof.group(2)
                    + "\\(");
      }
    }
  }

  @Test
  void everyCaseThatIsNamedExists() {
    for (Row row : rows) {
      Matcher proof = PROOF.matcher(row.proof());
      while (proof.find()) {
        if (proof.group(3) != null) {
          for (String name : proof.group(3).split(", ", -1)) {
            assertThat(corpora).as("%s: the case %s", row.claim(), name).contains('"' + name + '"');
          }
        }
      }
    }
  }
}
