package dev.fairlead.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** Whatever it is given, the loader answers with a configuration or with problems, and in time. */
final class ConfigFuzzTest {
  private static final List<String> ENDINGS = List.of("yaml", "toml", "json");
  private static final Duration LONGEST = Duration.ofSeconds(20);

  @TempDir static Path folder = Path.of("");

  @FuzzTest
  void anyDocument(FuzzedDataProvider data) throws IOException {
    String ending = data.pickValue(ENDINGS);
    Path file = folder.resolve("fairlead." + ending);
    Files.write(file, data.consumeRemainingAsBytes());
    answers(new Invocation(Optional.of(file), Optional.empty(), List.of(), Map.of(), folder));
  }

  @FuzzTest
  void anyVariable(FuzzedDataProvider data) {
    String name = data.pickValue(NAMES);
    String value = data.consumeRemainingAsString();
    answers(
        new Invocation(Optional.empty(), Optional.empty(), List.of(), Map.of(name, value), folder));
  }

  private static final List<String> NAMES =
      Keys.all().stream()
          .filter(key -> !key.inList())
          .map(key ->
              "FAIRLEAD_"
                  + key.path().toString().replace('.', '_').toUpperCase(java.util.Locale.ROOT))
          .toList();

  private static void answers(Invocation call) {
    long start = System.nanoTime();
    Loaded loaded = new ConfigLoader(List.of()).load(call);
    String shown =
        switch (loaded) {
          case Loaded.Ready ready -> new ConfigView(ready).yaml() + new ConfigView(ready).json();
          case Loaded.Refused refused -> new ProblemText(true).of(refused.problems());
        };
    assertThat(shown).isNotEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST);
  }
}
