package dev.fairlead.control.execute;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/*
 * Wildcards are for values, not for surprises: one does not match an argument in which a path
 * climbs with "..", and a pattern that begins with one does not match an option. Who wants that
 * says so with a regular expression. Matching takes linear time (RE2), whatever the caller sends.
 */

/** What one argument may look like: plain text, text with wildcards, or a regular expression. */
public final class ArgumentPattern {
  /** Any argument at all. */
  static final ArgumentPattern ANY = of("~.*");

  private static final Pattern CLIMBS =
      Pattern.compile("(?:.*[/=:,])?\\.\\.(?:[/:,].*)?", Pattern.DOTALL);

  private final Pattern pattern;
  private final boolean values;
  private final boolean options;

  private ArgumentPattern(String regex, boolean values, boolean options) {
    this.pattern = Pattern.compile(regex, Pattern.DOTALL);
    this.values = values;
    this.options = options;
  }

  /**
   * Reads {@code ~REGEX}, which must match the whole argument, text in which {@code *} stands for
   * anything but slashes, {@code **} for anything and {@code ?} for one character but a slash, or
   * text that stands for itself.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  public static ArgumentPattern of(String written) {
    try {
      if (written.startsWith("~")) {
        return new ArgumentPattern(written.substring(1), false, true);
      }
      boolean wild = written.indexOf('*') >= 0 || written.indexOf('?') >= 0;
      boolean options = !written.startsWith("*") && !written.startsWith("?");
      return new ArgumentPattern(wildcards(written), wild, options);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("is not a regular expression: " + e.getDescription(), e);
    }
  }

  boolean matches(String argument) {
    return (options || !argument.startsWith("-"))
        && pattern.matches(argument)
        && !(values && CLIMBS.matches(argument));
  }

  /** Whether the pattern fits, whatever the argument may be up to. */
  boolean finds(String argument) {
    return pattern.matches(argument);
  }

  private static String wildcards(String written) {
    StringBuilder regex = new StringBuilder();
    int at = 0;
    while (at < written.length()) {
      char c = written.charAt(at);
      boolean all = written.startsWith("**", at);
      regex.append(all ? ".*" : c == '*' ? "[^/]*" : c == '?' ? "[^/]" : quoted(c));
      at += all ? 2 : 1;
    }
    return regex.toString();
  }

  private static String quoted(char c) {
    return Character.isSurrogate(c) ? String.valueOf(c) : Pattern.quote(String.valueOf(c));
  }
}
