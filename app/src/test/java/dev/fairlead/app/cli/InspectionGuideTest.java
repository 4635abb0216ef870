package dev.fairlead.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code docs/inspection.md} are configurations that can be used. */
final class InspectionGuideTest {
  private static final Path GUIDE = Path.of("../docs/inspection.md");
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void examplesAreUsedAsTheyStand() throws IOException {
    List<String> examples = new ArrayList<>();
    Matcher found = YAML.matcher(Files.readString(GUIDE));
    while (found.find()) {
      examples.add(found.group(1));
    }
    assertThat(examples).hasSize(2);
    for (String example : examples) {
      Path file = Files.writeString(folder.resolve("fairlead.yaml"), example);
      Typed typed = Typed.run("explain", "--config", file.toString(), "http://shop.example/");
      assertThat(typed.err()).isEmpty();
      assertThat(typed.out()).containsAnyOf("looked at by malware", "looked at by viruses");
    }
  }
}
