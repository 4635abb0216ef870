package dev.fairlead.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.app.config.bind.Shape;
import dev.fairlead.app.config.bind.Shape.Field;
import dev.fairlead.app.config.bind.Shape.Section;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/configuration.md} what the records say; {@code -Dgolden=write} renews it. */
final class ReferenceTest {
  @Test
  void referenceIsWhatTheRecordsSay() throws IOException {
    var page = new StringBuilder(Files.readString(Golden.RESOURCES.resolve("reference-intro.md")));
    for (Field top : Keys.SCHEMA.fields()) {
      page.append("\n## `").append(top.name()).append("`\n\n").append(top.key().value());
      page.append("\n\n| key | type | default | meaning |\n|---|---|---|---|\n");
      rows(page, top.shape(), top.name());
    }
    Golden.verify(Golden.PROJECT.resolve("docs/configuration.md"), page.toString());
  }

  @Test
  void referenceNamesEveryKey() throws IOException {
    String page = Files.readString(Golden.PROJECT.resolve("docs/configuration.md"));
    for (Keys.At key : Keys.all()) {
      String name = key.path().toString().replace("[0]", "[]").replace(".x.", ".NAME.");
      assertThat(page).contains("`" + name);
    }
  }

  private static void rows(StringBuilder page, Shape shape, String path) {
    switch (shape) {
      case Section section ->
          section.fields().forEach(field -> row(page, field, path + "." + field.name()));
      case Shape.Items(Shape item) -> rows(page, item, path + "[]");
      case Shape.Named(Shape value) -> rows(page, value, path + ".NAME");
      case Shape.Single _ -> {}
    }
  }

  private static void row(StringBuilder page, Field field, String path) {
    String zero = field.key().zero().isEmpty() ? "" : " 0: " + field.key().zero() + ".";
    String aka = field.key().aka().isEmpty() ? "" : " Also `" + field.key().aka() + "`.";
    page.append(
        "| `%s` | %s | %s | %s |\n"
            .formatted(path, type(field.shape()), preset(field), field.key().value() + zero + aka));
    rows(page, field.shape(), path);
  }

  private static String type(Shape shape) {
    return switch (shape) {
      case Shape.Single single -> single.text().label();
      case Shape.Items(Section _) -> "list of sections";
      case Shape.Items(Shape item) -> "list of " + type(item);
      case Shape.Named(Section _) -> "named sections";
      case Shape.Named(Shape value) -> "names, each with a " + type(value);
      case Section section ->
          section.shorthand().map(key -> "section, or its " + key).orElse("section");
    };
  }

  private static String preset(Field field) {
    String preset = field.key().preset();
    if (!preset.isEmpty()) {
      return field.shape() instanceof Shape.Items ? "`[" + preset + "]`" : "`" + preset + "`";
    }
    return field.shape() instanceof Shape.Single && !field.optional() ? "required" : "";
  }
}
