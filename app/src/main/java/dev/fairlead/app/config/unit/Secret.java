package dev.fairlead.app.config.unit;

/** A text that prints masked; the truth is asked for by name. */
public record Secret(String reveal) {
  private static final String MASK = "****";
  private static final int LONG_ENOUGH = 12;

  /** Four stars, and the last four characters when at least twelve are there to hide among. */
  public static String mask(String text) {
    return text.length() < LONG_ENOUGH ? MASK : MASK + text.substring(text.length() - 4);
  }

  @Override
  public String toString() {
    return mask(reveal);
  }
}
