package dev.fairlead.app.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.app.launch.ExampleRunner.Outcome;
import dev.fairlead.app.launch.ReadmeExamples.Example;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExampleRunnerTest {
  @TempDir Path folder;

  @Test
  void aScriptSeesTheFilesTheEnvironmentAndTheSwappedAddresses() throws Exception {
    var runner = runner(Map.of("example.com", "localhost:1", "http://example.com", "http://other"));
    runner.write(Map.of("a.txt", "to http://example.com and example.com\n"));

    Outcome outcome = runner.run(script("cat a.txt\necho \"$GREETING\"\n"));

    assertThat(outcome).isEqualTo(new Outcome(0, "to http://other and localhost:1\nhello\n"));
  }

  @Test
  void theFirstFailingCommandEndsTheScript() throws Exception {
    assertThat(runner(Map.of()).run(script("echo before\nfalse\necho after\n")))
        .isEqualTo(new Outcome(1, "before\n"));
  }

  @Test
  void aScriptThatDoesNotEndIsKilledAtTheLimit() throws Exception {
    assertThat(runner(Map.of()).run(script("sleep 600\n")).exit()).isEqualTo(-1);
  }

  @Test
  void expectedLinesMustComeInOrderAndWhole() {
    var outcome = new Outcome(0, "one\ntwo 22 ms\nthree\n");

    assertThat(outcome.missing(List.of("one", "two … ms", "three"))).isEmpty();
    assertThat(outcome.missing(List.of("three", "one"))).isEqualTo("one");
    assertThat(outcome.missing(List.of("thre"))).isEqualTo("thre");
    assertThat(outcome.missing(List.of("t.o…"))).isEqualTo("t.o…");
  }

  @Test
  void aClosedDaemonIsGone() throws IOException {
    var daemon = runner(Map.of()).start(new Example("d", true, List.of(), "sleep 600\n"));
    assertThat(daemon.process().isAlive()).isTrue();

    daemon.close();

    assertThat(daemon.process().isAlive()).isFalse();
  }

  private ExampleRunner runner(Map<String, String> literals) {
    return new ExampleRunner(
        folder, literals, Map.of("GREETING", "hello"), Duration.ofMillis(1500));
  }

  private static Example script(String text) {
    return new Example("script", false, List.of(), text);
  }
}
