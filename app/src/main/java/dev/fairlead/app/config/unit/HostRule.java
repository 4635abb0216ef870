package dev.fairlead.app.config.unit;

import java.util.regex.Pattern;

/** A rule over host names, in form only: what it matches is for the engine's compiler to say. */
public record HostRule(String text) {
  private static final Pattern JUNK = Pattern.compile("[\\s,?#@|(){}^$\\\\]");
  private static final String FORMS =
      "Write example.com, *.example.com, google.*, * or -example.com to exclude.";

  public static HostRule parse(String text) {
    String rule = text.strip();
    if (rule.contains("://")) {
      throw new Malformed("is a URL, and rules match host names", "Write the host alone.");
    }
    if (rule.isEmpty() || rule.equals("-") || JUNK.matcher(rule).find()) {
      throw new Malformed("is not a host rule", FORMS);
    }
    return new HostRule(rule);
  }

  /** Whether the rule takes hosts out instead of in. */
  public boolean excludes() {
    return text.startsWith("-");
  }

  /** Whether this is the placeholder for {@code egress.auto}. */
  public boolean isAuto() {
    return text.equalsIgnoreCase("AUTO");
  }

  @Override
  public String toString() {
    return text;
  }
}
