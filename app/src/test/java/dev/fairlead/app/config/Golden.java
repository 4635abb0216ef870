package dev.fairlead.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts kept in files; {@code -Dgolden=write} writes them anew, for a person to look at. */
final class Golden {
  /** The module's folder may or may not be where the tests run. */
  static final Path PROJECT =
      Path.of("").toAbsolutePath().endsWith("app") ? Path.of("..") : Path.of("");

  static final Path RESOURCES = PROJECT.resolve("app/src/test/resources/config");

  private Golden() {}

  static void verify(Path file, String text) throws IOException {
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(file, text);
    }
    assertThat(text)
        .as("%s is out of date; run this test with -Dgolden=write and look at it", file)
        .isEqualTo(Files.exists(file) ? Files.readString(file) : "");
  }
}
