package dev.fairlead.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.app.CommandChecks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong with the section that runs commands. */
final class CliTest {
  @TempDir Path path;

  @Test
  void originalDocumentKeepsItsMeaning() {
    Cli cli =
        new Folder(path)
            .yaml(
                """
                cli:
                  enabled: true
                  max_concurrent: 10
                  process_timeout: 60s
                  allowed_commands:
                    - "/bin/sh"
                    - "/bin/cat"
                """)
            .config()
            .cli();
    assertThat(cli.processTimeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(cli.allowedCommands()).extracting(Cli.Command::path).contains("/bin/sh");
    assertThat(cli.allowedCommands().getFirst().args()).containsExactly("...");
  }

  @Test
  void shortNamesOfTheOriginalWork() {
    Cli cli =
        new Folder(path).env("CLI_ENABLED", "true").env("CLI_MAX_CONCURRENT", "3").config().cli();
    assertThat(cli.enabled()).isTrue();
    assertThat(cli.maxConcurrent()).isEqualTo(3);
  }

  @Test
  void everyProblemIsToldAtOnce() {
    Loaded loaded =
        new Folder(path)
            .yaml(
                """
                cli:
                  enabled: true
                  max_stdin: 1GB
                  working_directory: /nowhere/at/all
                  environment: {"A=B": x}
                  redact: ["~("]
                  allowed_commands:
                    - python3
                    - /nowhere/python3
                    - {path: /bin/sh, args: ["...", "a"]}
                    - {path: /bin/sh, args: ["~[a"]}
                """)
            .load(new CommandChecks());
    List<String> keys = loaded.problems().stream().map(p -> p.path().toString()).toList();
    assertThat(keys)
        .contains(
            "cli.max_stdin",
            "cli.working_directory",
            "cli.environment",
            "cli.redact[0]",
            "cli.allowed_commands[0].path",
            "cli.allowed_commands[1].path",
            "cli.allowed_commands[2].args",
            "cli.allowed_commands[3].args");
    assertThat(loaded).isNotInstanceOf(Loaded.Ready.class);
  }
}
