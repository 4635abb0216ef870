package dev.fairlead.filters.headers;

import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.message.Tokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A value with {@code %{variables}}; {@code %%} is a percent sign where one would be read. */
final class Template {
  private static final String OPEN = "%{";

  /** Texts and {@link Variable}s in order. */
  private final List<Object> parts;

  private Template(List<Object> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException with what is wrong and the remedy
   */
  static Template parse(String written) {
    List<Object> parts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < written.length()) {
      if (written.startsWith("%%{", at)) {
        text.append(OPEN);
        at += 3;
      } else if (written.startsWith(OPEN, at)) {
        int end = written.indexOf('}', at);
        parts.add(text.toString());
        text.setLength(0);
        parts.add(variable(written, at, end));
        at = end + 1;
      } else {
        text.append(written.charAt(at++));
      }
    }
    parts.add(text.toString());
    parts.removeIf(part -> part.equals(""));
    requireClean(parts);
    return new Template(parts);
  }

  private static Variable variable(String written, int from, int end) {
    if (end < 0) {
      throw new IllegalArgumentException(
          "has a %{ that is not closed; write %{client.ip}, or %%{ for the characters themselves");
    }
    return Variable.of(written.substring(from + OPEN.length(), end))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "names a variable that does not exist; there are " + Variable.all()));
  }

  private static void requireClean(List<Object> parts) {
    StringBuilder whole = new StringBuilder();
    parts.forEach(part -> whole.append(part instanceof Variable ? "x" : part));
    if (!Tokens.isValue(whole)) {
      throw new IllegalArgumentException(
          "cannot be a header value; write one line of Latin letters without control characters"
              + " and without blanks around it");
    }
  }

  /** The value for an exchange; what a variable brings and no value may hold becomes a '?'. */
  String of(FilterContext exchange, Instant now) {
    if (parts.size() == 1 && parts.getFirst() instanceof String text) {
      return text;
    }
    StringBuilder value = new StringBuilder();
    for (Object part : parts) {
      value.append(part instanceof Variable variable ? variable.of(exchange, now) : part);
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c > 0xff || !Tokens.isValueByte((byte) c)) {
        value.setCharAt(i, '?');
      }
    }
    return value.toString().strip();
  }
}
