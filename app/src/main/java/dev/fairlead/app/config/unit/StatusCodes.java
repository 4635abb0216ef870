package dev.fairlead.app.config.unit;

import java.util.regex.Pattern;

/** Status codes {@code first} to {@code last}, both included. */
public record StatusCodes(int first, int last) {
  private static final Pattern FORM = Pattern.compile("([1-5]\\d\\d)(?:-([1-5]\\d\\d))?");
  private static final Pattern CLASS = Pattern.compile("([1-5])xx");

  /** Reads {@code 503}, {@code 500-599} or {@code 5xx}. */
  public static StatusCodes parse(String text) {
    var whole = CLASS.matcher(text);
    if (whole.matches()) {
      int hundreds = Integer.parseInt(whole.group(1)) * 100;
      return new StatusCodes(hundreds, hundreds + 99);
    }
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new Malformed("is not a status code", "Write one such as 503, 500-599 or 5xx.");
    }
    int first = Integer.parseInt(form.group(1));
    int last = form.group(2) == null ? first : Integer.parseInt(form.group(2));
    if (last < first) {
      throw new Malformed("ends before it begins", "Write " + last + "-" + first + ".");
    }
    return new StatusCodes(first, last);
  }

  @Override
  public String toString() {
    return first == last ? String.valueOf(first) : first + "-" + last;
  }
}
