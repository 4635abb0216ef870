package dev.fairlead.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.app.config.read.KeyPath;
import dev.fairlead.app.config.read.Place;
import dev.fairlead.app.config.read.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Broken documents in the resources, and beside each what a person is told. */
final class ProblemTextTest {
  private static final Path PROBLEMS = Golden.RESOURCES.resolve("problems");
  @TempDir Path folder;

  static List<String> documents() throws IOException {
    try (Stream<Path> files = Files.list(PROBLEMS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".txt"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyProblemIsToldAtOnce(String name) throws IOException {
    Loaded loaded =
        new Folder(folder).with(name, Files.readString(PROBLEMS.resolve(name))).config(name).load();
    String text = new ProblemText(false).of(loaded.problems()).replace(folder + "/", "");
    Golden.verify(PROBLEMS.resolve(name.replaceFirst("\\.\\w+$", ".txt")), text);
    assertThat(loaded).isInstanceOf(Loaded.Refused.class);
  }

  @Test
  void coloursAreAsked() {
    var problem = Problem.error(new Place.Flag("--x"), KeyPath.of("a.b"), "is wrong", "Mend it.");
    assertThat(new ProblemText(true).of(List.of(problem)))
        .startsWith("\u001b[1;31merror\u001b[0m  \u001b[1mflag --x\u001b[0m\n  a.b is wrong.\n");
    assertThat(new ProblemText(false).of(List.of(problem))).doesNotContain("\u001b");
  }

  @Test
  void nothingReachesTheTerminalThatItWouldObey() {
    var problem = Problem.error(new Place.Flag("\u001b]"), KeyPath.ROOT, "is \u001b[31m", "No\n.");
    assertThat(new ProblemText(false).of(List.of(problem)))
        .isEqualTo("error  flag ·]\n  is ·[31m.\n  No·.\n\n1 error, 0 warnings\n");
  }

  @Test
  void endlessProblemsAreCounted() {
    var problem = Problem.warning(new Place.Flag("--x"), KeyPath.ROOT, "is odd", "Mend it.");
    assertThat(new ProblemText(false).of(Collections.nCopies(103, problem)))
        .contains("… and 3 more\n")
        .endsWith("0 errors, 103 warnings\n");
    assertThat(new ProblemText(false).of(List.of())).isEmpty();
  }
}
