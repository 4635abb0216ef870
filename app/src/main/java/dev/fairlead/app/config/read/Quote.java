package dev.fairlead.app.config.read;

/** Shows what somebody else wrote without letting it break a line or a terminal. */
public final class Quote {
  private static final int LONGEST = 60;

  private Quote() {}

  /** The text in double quotes, shortened, control characters as dots. */
  public static String of(String text) {
    return '"' + inner(text) + '"';
  }

  /** The text with control characters as dots, so that a terminal shows and does not obey it. */
  public static String harmless(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "·");
  }

  static String inner(String text) {
    String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    return harmless(shown);
  }
}
