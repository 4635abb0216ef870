package dev.fairlead.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.app.RuleChecks;
import dev.fairlead.app.config.read.Problem;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody routes requests to our own control port. */
final class ControlPortTest {
  private static final String RULE =
      """
      control: {port: 9191}
      routing:
        rules:
          - match: {path: /x/}
            forward: {target: "http://%s/"}
      """;

  @TempDir Path path;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:9191",
        "localhost:9191",
        "[::1]:9191",
        "127.0.0.9:9191",
        "0.0.0.0:9191"
      })
  void ruleToTheControlPortIsRefusedWithPlaceAndRemedy(String target) {
    Loaded loaded = new Folder(path).yaml(RULE.formatted(target)).load(new RuleChecks());
    assertThat(loaded).isNotInstanceOf(Loaded.Ready.class);
    Problem problem = loaded.problems().getFirst();
    assertThat(problem.path()).hasToString("routing.rules[0].forward.target");
    assertThat(problem.place().toString()).contains("fairlead.yaml:5:");
    assertThat(problem.message()).contains("own control port");
    assertThat(problem.remedy()).contains("control.port");
  }

  @Test
  void everyTargetAndTheDefaultBackendAreLookedAt() {
    Loaded loaded =
        new Folder(path)
            .yaml(
                """
                routing:
                  default_backend: http://localhost:9090
                  rules:
                    - match: {path: /x/}
                      forward: {targets: ["http://127.0.0.1:81", "http://127.0.0.1:9090"]}
                """)
            .load(new RuleChecks());
    assertThat(loaded.problems())
        .extracting(problem -> problem.path().toString())
        .containsExactlyInAnyOrder(
            "routing.default_backend", "routing.rules[0].forward.targets[1].url");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:9192", "192.0.2.7:9191", "elsewhere.example:9191"})
  void otherBackendsAreFine(String target) {
    Loaded loaded = new Folder(path).yaml(RULE.formatted(target)).load(new RuleChecks());
    assertThat(loaded).isInstanceOf(Loaded.Ready.class);
  }

  @Test
  void withoutAControlPlaneThePortIsAnybodys() {
    Loaded loaded =
        new Folder(path)
            .yaml(
                "control: {enabled: false}\n"
                    + "routing: {default_backend: \"http://127.0.0.1:9090\"}\n")
            .load(new RuleChecks());
    assertThat(loaded).isInstanceOf(Loaded.Ready.class);
  }
}
