package dev.fairlead.app.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.app.launch.ReadmeExamples.Example;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReadmeExamplesTest {
  @Test
  void markedBlocksAreExamplesAndFilesAndOthersAreProse() {
    var page =
        ReadmeExamples.parse(
            """
            <!-- file: a.yaml -->
            ```yaml
            a: 1
            ```
            ```sh
            rm -rf prose
            ```
            <!-- example: one -->
            ```sh
            echo 1
            # => 1
            ```
            <!-- example: two daemon needs=curl,node -->
            ```sh
            sleep 9
            ```
            """);

    assertThat(page.files()).containsOnlyKeys("a.yaml").containsEntry("a.yaml", "a: 1\n");
    assertThat(page.examples())
        .containsExactly(
            new Example("one", false, List.of(), "echo 1\n# => 1\n"),
            new Example("two", true, List.of("curl", "node"), "sleep 9\n"));
    assertThat(page.examples().getFirst().expected()).containsExactly("1");
  }

  @Test
  void aMarkerWithoutABlockIsAnError() {
    assertThatThrownBy(() -> ReadmeExamples.parse("<!-- example: lost -->\n\n```sh\n```\n"))
        .hasMessageContaining("lost has no fenced block");
    assertThatThrownBy(() -> ReadmeExamples.parse("<!-- example: open -->\n```sh\necho\n"))
        .hasMessageContaining("open has no closing fence");
  }

  @Test
  void aMisspeltAttributeIsAnError() {
    assertThatThrownBy(() -> ReadmeExamples.parse("<!-- example: x deamon -->\n```sh\n```\n"))
        .hasMessageContaining("deamon");
  }

  @Test
  void theReadmeShowsBothCommandsAndNamesItsExamplesOnce() throws IOException {
    Path readme = Path.of("..", "README.md").toAbsolutePath();
    var page = ReadmeExamples.read(readme);

    List<String> names = page.examples().stream().map(Example::name).toList();
    assertThat(new HashSet<>(names)).hasSameSizeAs(names).contains("serve", "forward", "connect");
    assertThat(readme).content().contains("\n./fairlead serve ", "\nmvn verify ");
  }
}
