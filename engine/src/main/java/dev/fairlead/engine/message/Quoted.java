package dev.fairlead.engine.message;

/**
 * Text from a configuration as it may stand inside a message of ours: in quotation marks, on one
 * line, of bounded length. Bytes of a request are never shown, not even so.
 */
public final class Quoted {
  private static final int MOST = 80;

  private Quoted() {}

  /** The text between quotation marks, controls and line breaks as question marks, cut at 80. */
  public static String of(String text) {
    StringBuilder quoted = new StringBuilder(Math.min(text.length(), MOST) + 3).append('"');
    text.codePoints().limit(MOST).forEach(c -> quoted.appendCodePoint(isShown(c) ? c : '?'));
    if (text.codePointCount(0, text.length()) > MOST) {
      quoted.append('…');
    }
    return quoted.append('"').toString();
  }

  private static boolean isShown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
