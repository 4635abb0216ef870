package dev.fairlead.app.config.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DocumentsTest {
  private final Problems problems = new Problems();
  private final Map<String, String> environment = new HashMap<>();
  @TempDir Path folder;

  @Test
  void threeNotationsMakeOneTree() throws IOException {
    String yaml = read("a.yaml", "a: {b: [1, two, true], c: x y}\n");
    String json = read("a.json", "{\"a\": {\"b\": [1, \"two\", true], \"c\": \"x y\"}}");
    String toml = read("a.toml", "[a]\nb = [1, \"two\", true]\nc = \"x y\"\n");
    assertThat(List.of(yaml, json, toml)).containsOnly("{a: {b: [1, two, true], c: x y}}");
    assertThat(problems.inOrder()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a.yaml | 'a:\n  b: value\n'            | 2:6
          a.json | '{"a":\n  {"b": "value"}}'    | 2:9
          a.toml | '[a]\n  b = "value"\n'        | 2:3
          """)
  void everyValueKnowsWhereItIs(String name, String text, String place) throws IOException {
    Node root = node(name, text.translateEscapes());
    var a = (Node.Mapping) child(root, "a");
    assertThat(child(a, "b").place()).hasToString(folder.resolve(name) + ":" + place);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a.yaml | 'a: 1\nb: 2\na: 3\n'      | a.yaml:3:1: the key "a" is given twice, first at
          a.json | '{"a": 1,\n"a": 2}'       | a.json:2:1: the key "a" is given twice, first at
          a.toml | 'a = 1\na = 2\n'          | a.toml:2:1: not valid TOML: a previously defined
          """)
  void duplicateKeysAreErrors(String name, String text, String line) throws IOException {
    read(name, text.translateEscapes());
    assertThat(told()).hasSize(1).first().asString().startsWith(line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a.yaml | 'a: [1'             | a.yaml:1:6: not valid YAML
          a.yaml | 'a: *nobody'        | a.yaml:1:4: the alias *nobody has no anchor before it
          a.yaml | 'a: 1\n---\nb: 2'   | a.yaml:2:1: a second document begins here
          a.yaml | '? [a]\n: b'        | a.yaml:1:3: a key is not a plain word
          a.yaml | '[a, b]'            | a.yaml:1:1: the document does not consist of keys
          a.yaml | 'a: \u0001b'        | a.yaml: not valid YAML
          a.yaml | '%YAML 9'           | a.yaml:1:8: not valid YAML: expected a digit or
          a.json | '{"a": }'           | a.json:1:7: not valid JSON
          a.json | '{"a": 1} x'        | a.json:1:10: not valid JSON
          a.json | '{a: 1}'            | a.json:1:2: not valid JSON
          a.toml | 'a = '              | a.toml:1:5: not valid TOML
          a.conf | 'a: 1'              | flag --config: a.conf has an ending that names no notation
          """)
  void brokenDocumentsSayWhere(String name, String text, String line) throws IOException {
    read(name, text.translateEscapes());
    assertThat(told()).hasSize(1).first().asString().startsWith(line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.yaml", "a.json", "a.toml"})
  @Timeout(20)
  void depthIsLimited(String name) throws IOException {
    String open = "[".repeat(20_000);
    read(name, name.endsWith("toml") ? "a = " + open : "{\"a\": " + open);
    assertThat(told()).hasSize(1).first().asString().contains("nested more than 40 levels");
  }

  @Test
  @Timeout(20)
  void laughsStayBelowABillion() throws IOException {
    var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      String below = "*a" + (i - 1);
      String row = String.join(", ", List.of(below, below, below, below, below, below, below));
      text.append("a%d: &a%d [%s]\n".formatted(i, i, row));
    }
    read("a.yaml", text.toString());
    assertThat(told()).hasSize(1).first().asString().contains("too many values");
  }

  @Test
  void aliasesStandForWhatTheyName() throws IOException {
    assertThat(read("a.yaml", "a: &x [1, 2]\nb: *x\n")).isEqualTo("{a: [1, 2], b: [1, 2]}");
  }

  @Test
  void keysWithoutValueAreNothing() throws IOException {
    assertThat(read("a.yaml", "a:\nb: ~\nc: null\nd: \"null\"\n"))
        .isEqualTo("{a: -, b: -, c: -, d: null}");
  }

  @Test
  void includesLieBelowTheFileThatIncludes() throws IOException {
    write("sub/one.yaml", "a: {x: 1, y: 1, l: [1, 1]}\n");
    write("sub/two.toml", "a.x = 2\na.z = 2\n");
    assertThat(read("m.yaml", "include: [sub/one.yaml, sub/two.toml]\na: {y: 0, l: [0]}\n"))
        .isEqualTo("{a: {x: 2, y: 0, l: [0], z: 2}}");
  }

  @Test
  void includesAreRelativeToTheIncludingFile() throws IOException {
    write("sub/one.yaml", "include: deeper/two.yaml\n");
    write("sub/deeper/two.yaml", "a: 2\n");
    assertThat(read("m.yaml", "include: sub/one.yaml\n")).isEqualTo("{a: 2}");
  }

  @Test
  void circlesAreErrors() throws IOException {
    write("one.yaml", "include: [m.yaml]\n");
    read("m.yaml", "include: [one.yaml]\n");
    assertThat(told()).containsExactly("one.yaml:1:11: include includes itself. Break the circle.");
  }

  @Test
  void missingIncludesAreErrors() throws IOException {
    read("m.yaml", "include: [no.yaml, [x]]\n");
    assertThat(told())
        .containsExactly(
            "m.yaml:1:11: there is no file no.yaml. Create it or correct the name.",
            "m.yaml:1:20: include is not a list of files. Write [filters.yaml].");
  }

  @Test
  void variablesAndFilesAreSubstituted() throws IOException {
    environment.put("HOST", "h");
    environment.put("EMPTY", "");
    write("secret", "s3cret\n");
    assertThat(
            read(
                "m.yaml",
                "a: x-${HOST}-${NO:-d}-${EMPTY:-e}\nb: ${file:secret}\nc: $${HOST} $HOST\n"))
        .isEqualTo("{a: x-h-d-e, b: s3cret, c: ${HOST} $HOST}");
  }

  @Test
  void whatWasSubstitutedIsNotSubstitutedAgain() throws IOException {
    environment.put("A", "${B}");
    environment.put("B", "no");
    assertThat(read("m.yaml", "a: ${A}\n")).isEqualTo("{a: ${B}}");
  }

  @Test
  void missingVariablesAndFilesAreErrorsAtTheirKey() throws IOException {
    read("m.yaml", "a:\n  b: ${NO}\n  c: [\"${file:no}\"]\n  d: ${\n  e: ${1}\n");
    assertThat(told())
        .containsExactly(
            "m.yaml:2:6: a.b refers to the variable NO, which is not set. "
                + "Set it, or write ${NO:-default}.",
            "m.yaml:3:7: a.c[0] there is no file no. Create it or correct the name.",
            "m.yaml:4:6: a.d has a ${ that is never closed. "
                + "Write ${NAME}, ${NAME:-default} or ${file:PATH}.",
            "m.yaml:5:6: a.e refers to \"1\", which is no name. "
                + "Write ${NAME}, ${NAME:-default} or ${file:PATH}.");
  }

  @Test
  void largeAndBinaryFilesAreErrors() throws IOException {
    write("m.yaml", "a: " + "x".repeat(5 << 20));
    Files.write(folder.resolve("b.yaml"), new byte[] {'a', ':', ' ', (byte) 0xff});
    documents().read(folder.resolve("m.yaml"), new Place.Flag("--config"));
    documents().read(folder.resolve("b.yaml"), new Place.Flag("--config"));
    documents().read(folder, new Place.Flag("--config"));
    assertThat(String.join("\n", told()))
        .contains("m.yaml is larger than 4096KB", "b.yaml is not UTF-8 text", "is not a file");
  }

  @Test
  void byteOrderMarkIsSkipped() throws IOException {
    assertThat(read("m.json", "\uFEFF{\"a\": 1}")).isEqualTo("{a: 1}");
  }

  @Test
  @Timeout(20)
  void hundredThousandMistakesAreFoundInTime() {
    long start = System.nanoTime();
    for (int i = 0; i < 100_000; i++) {
      KeyPath path = KeyPath.of("a").item(i);
      problems.error(new Place.Default(), path, "wrong", "Correct it.");
      assertThat(problems.touches(path)).isTrue();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
  }

  private Documents documents() {
    return new Documents(environment, problems);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Node node(String name, String text) throws IOException {
    write(name, text);
    return documents().read(folder.resolve(name), new Place.Flag("--config"));
  }

  private String read(String name, String text) throws IOException {
    return text(node(name, text));
  }

  private List<String> told() {
    return problems.inOrder().stream()
        .map(problem -> problem.toString().replace(folder + "/", ""))
        .toList();
  }

  private static Node child(Node node, String key) {
    var entry = ((Node.Mapping) node).entries().get(key);
    if (entry == null) {
      throw new AssertionError("no key " + key);
    }
    return entry.value();
  }

  private static String text(Node node) {
    return switch (node) {
      case Node.Mapping mapping ->
          mapping.entries().entrySet().stream()
              .map(e -> e.getKey() + ": " + text(e.getValue().value()))
              .collect(Collectors.joining(", ", "{", "}"));
      case Node.Sequence sequence ->
          sequence.items().stream()
              .map(DocumentsTest::text)
              .collect(Collectors.joining(", ", "[", "]"));
      case Node.Scalar scalar -> scalar.text();
      case Node.Nothing _ -> "-";
    };
  }
}
