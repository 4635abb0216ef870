package dev.fairlead.engine.rules;

import dev.fairlead.engine.message.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Turns the entries of a list into rules: dashes, the preset, problems. */
final class RuleReader {
  private static final String PRESET = "auto";

  private final List<String> auto;
  private final Consumer<Problem> problems;
  private final List<Rule> rules = new ArrayList<>();

  RuleReader(List<String> auto, Consumer<Problem> problems) {
    this.auto = auto;
    this.problems = problems;
  }

  List<Rule> read(List<String> entries) {
    for (int i = 0; i < entries.size(); i++) {
      String text = entries.get(i).strip();
      try {
        if (!text.isEmpty()) {
          read(text, i);
        }
      } catch (IllegalArgumentException e) {
        problems.accept(new Problem(i, String.valueOf(e.getMessage())));
      }
    }
    return rules;
  }

  private void read(String text, int index) {
    boolean exclude = text.startsWith("-");
    String pattern = exclude ? text.substring(1).strip() : text;
    if (pattern.isEmpty()) {
      throw new IllegalArgumentException("\"-\" excludes nothing; write a host after the dash");
    }
    if (isPreset(pattern)) {
      preset(text, exclude, index);
    } else {
      add(text, exclude, pattern);
    }
  }

  private void preset(String text, boolean exclude, int index) {
    for (String entry : auto) {
      String pattern = entry.strip();
      try {
        checkPresetEntry(pattern);
        if (!pattern.isEmpty()) {
          add(text + " (" + pattern + ")", exclude, pattern);
        }
      } catch (IllegalArgumentException e) {
        problems.accept(new Problem(index, "AUTO stands for a list in which " + e.getMessage()));
      }
    }
  }

  private static void checkPresetEntry(String pattern) {
    if (pattern.startsWith("-") || isPreset(pattern)) {
      throw new IllegalArgumentException(
          Quoted.of(pattern) + " is no plain pattern; excludes and AUTO belong in the rules");
    }
  }

  private void add(String text, boolean exclude, String pattern) {
    PatternText parsed = PatternText.parse(pattern);
    rules.add(new Rule(text, exclude, parsed.pattern(), parsed.port()));
  }

  private static boolean isPreset(String pattern) {
    return pattern.toLowerCase(Locale.ROOT).equals(PRESET);
  }
}
