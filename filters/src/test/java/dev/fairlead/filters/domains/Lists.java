package dev.fairlead.filters.domains;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Lists that were never in a file. */
final class Lists {
  private Lists() {}

  static Reading read(ListFormat format, String... lines) {
    return read(format, String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  static Reading read(ListFormat format, byte[] bytes) {
    try {
      return Reading.of(new ByteArrayInputStream(bytes), format, NameHash.SECRET);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
  }

  /** What the list says about exactly this name, in letters: e, b, and E, B for exceptions. */
  static String says(Reading reading, String name) {
    int marks = reading.names().marks(NameHash.SECRET.of(name));
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      if ((marks & 1 << i) != 0) {
        text.append("ebEB".charAt(i));
      }
    }
    return text.toString();
  }
}
