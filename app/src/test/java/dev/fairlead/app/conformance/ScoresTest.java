package dev.fairlead.app.conformance;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

@DisabledIfSystemProperty(named = "fairlead.scores", matches = "record")
class ScoresTest {
  @TempDir private Path folder;
  private Scores scores = Scores.ours();

  @BeforeEach
  void table() throws IOException {
    String text =
        "| suite | asks | must | is |\n|---|---|---|---|\n| a | b | 9/9 | 7/9 |\n| c | d | 1 | |\n";
    scores = new Scores(Files.writeString(folder.resolve("scores.md"), text));
  }

  @Test
  void aScoreMayStayAndRise() {
    assertThatCode(() -> scores.atLeast("a", 7, 9)).doesNotThrowAnyException();
    assertThatCode(() -> scores.atLeast("a", 8, 9)).doesNotThrowAnyException();
  }

  @Test
  void aScoreMayNotFall() {
    assertThatThrownBy(() -> scores.atLeast("a", 6, 9)).hasMessageContaining("may only rise");
  }

  @Test
  void aScoreMustBeRecorded() {
    assertThatThrownBy(() -> scores.atLeast("c", 1, 1)).hasMessageContaining("recorded score");
    assertThatThrownBy(() -> scores.atLeast("e", 1, 1)).hasMessageContaining("row");
  }
}
