package dev.fairlead.app.config.read;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A {@code .env} file: {@code NAME=value} a line, quotes and comments as shells have them. */
public final class DotEnv {
  private static final Pattern LINE =
      Pattern.compile(
          "\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*"
              + "(?:'(?<single>[^']*)'|\"(?<twice>[^\"]*)\"|(?<bare>[^'\"\\s#]?.*?))\\s*(?:\\s#.*)?");

  /** Keeps the pattern's backtracking short. */
  private static final int LONGEST_LINE = 4096;

  private DotEnv() {}

  /** The file's variables; none, and a problem, when it shares secrets with other users. */
  public static Map<String, Variable> read(Path file, Problems problems) {
    if (!Files.exists(file)) {
      return Map.of();
    }
    Place whole = new Place.File(file, 0, 0);
    try {
      Map<String, Variable> variables = parse(file, TextFile.read(file, 1 << 18, whole), problems);
      return refused(file, variables, whole, problems) ? Map.of() : variables;
    } catch (Unreadable e) {
      problems.add(e.problem());
      return Map.of();
    }
  }

  private static Map<String, Variable> parse(Path file, String text, Problems problems) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      Place place = new Place.File(file, ++number, 1);
      if (line.isBlank() || line.stripLeading().startsWith("#")) {
        continue;
      }
      Matcher form = LINE.matcher(line);
      if (line.length() <= LONGEST_LINE && form.matches()) {
        String value =
            Stream.of("single", "twice", "bare")
                .map(form::group)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse("");
        variables.put(form.group(1), new Variable(value, place));
      } else {
        problems.error(place, KeyPath.ROOT, "not a NAME=value line", "Correct or remove it.");
      }
    }
    return variables;
  }

  private static boolean refused(
      Path file, Map<String, Variable> variables, Place whole, Problems problems) {
    var secret =
        variables.entrySet().stream()
            .filter(e -> looksSecret(e.getKey()) && !e.getValue().value().isEmpty())
            .findFirst();
    if (secret.isEmpty() || !TextFile.isSharedWithOthers(file)) {
      return false;
    }
    problems.error(
        whole,
        KeyPath.ROOT,
        "holds a secret (" + secret.get().getKey() + ") and other users may read it",
        "Run: chmod 600 " + file);
    return true;
  }

  private static boolean looksSecret(String name) {
    return Stream.of("KEY", "TOKEN", "SECRET", "PASSWORD")
        .anyMatch(name.toUpperCase(Locale.ROOT)::contains);
  }
}
