package dev.fairlead.app.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The examples of a Markdown page, in its order. One is a fenced block under a comment that names
 * it:
 *
 * <ul>
 *   <li>{@code <!-- example: NAME -->}: a script that must succeed, printing what its {@code # =>}
 *       lines say;
 *   <li>{@code <!-- example: NAME daemon -->}: a program that is left running for the examples
 *       after it;
 *   <li>{@code <!-- example: NAME needs=curl,node -->}: skipped by a runner that lacks one of
 *       these;
 *   <li>{@code <!-- file: NAME -->}: a file beside which the scripts run.
 * </ul>
 */
record ReadmeExamples(List<Example> examples, Map<String, String> files) {
  private static final Pattern MARKER = Pattern.compile("<!-- (example|file): (\\S+)(.*?) *-->");
  private static final String FENCE = "```";

  ReadmeExamples {
    examples = List.copyOf(examples);
    files = Map.copyOf(files);
  }

  /** One script of the page; {@code needs} are the programs it calls besides Fairlead. */
  record Example(String name, boolean daemon, List<String> needs, String script) {
    private static final String EXPECTED = "# =>";

    /**
     * The lines that its output must contain, in this order; {@code …} stands for anything within a
     * line.
     */
    List<String> expected() {
      return script
          .lines()
          .filter(line -> line.startsWith(EXPECTED))
          .map(line -> line.substring(EXPECTED.length()).strip())
          .toList();
    }
  }

  static ReadmeExamples read(Path page) throws IOException {
    return parse(Files.readString(page));
  }

  static ReadmeExamples parse(String markdown) {
    List<Example> examples = new ArrayList<>();
    Map<String, String> files = new LinkedHashMap<>();
    List<String> lines = markdown.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      var marker = MARKER.matcher(lines.get(i));
      if (!marker.matches()) continue;
      String name = marker.group(2);
      String body = block(lines, i + 1, name);
      if (marker.group(1).equals("file")) files.put(name, body);
      else examples.add(example(name, marker.group(3), body));
    }
    return new ReadmeExamples(examples, files);
  }

  private static Example example(String name, String attributes, String body) {
    boolean daemon = false;
    List<String> needs = List.of();
    for (String word : attributes.strip().split(" +", -1)) {
      if (word.equals("daemon")) daemon = true;
      else if (word.startsWith("needs=")) needs = List.of(word.substring(6).split(",", -1));
      else if (!word.isEmpty()) {
        throw new IllegalArgumentException(
            "example " + name + " has an unknown attribute: " + word);
      }
    }
    return new Example(name, daemon, needs, body);
  }

  /** The fenced block that begins in line {@code from}, without its fences. */
  private static String block(List<String> lines, int from, String name) {
    if (from >= lines.size() || !lines.get(from).startsWith(FENCE)) {
      throw new IllegalArgumentException(name + " has no fenced block right below its marker");
    }
    int end = from + 1;
    while (end < lines.size() && !lines.get(end).equals(FENCE)) end++;
    if (end == lines.size()) throw new IllegalArgumentException(name + " has no closing fence");
    return String.join("\n", lines.subList(from + 1, end)) + "\n";
  }
}
