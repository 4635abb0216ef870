package dev.fairlead.app.config.read;

/** Shows what somebody else wrote without letting it break a line or a terminal. */
public final class Quote {
  private static final int LONGEST = 60;

  private Quote() {}

  /** The text in double quotes, shortened, control characters as dots. */
  public static String of(String text) {
    return '"' + inner(text) + '"';
  }

  static String inner(String text) {
    String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    return shown.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "·");
  }
}
