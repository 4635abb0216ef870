package dev.fairlead.control.execute;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.control.execute.Ending.Cause;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AuditTest {
  private final List<String> lines = new ArrayList<>();
  private final Audit audit = new Audit(lines::add);

  @Test
  void lineSaysWhoAskedForWhatAndWhatCameOfIt() {
    executed(Rules.shell(), new Ending(Cause.EXITED, 3, 12, 6, 100, 7), "-c", "exit 3");
    assertThat(lines)
        .containsExactly(
            "execute caller=\"ann\" command=\"sh\" path=\"/bin/sh\" args=[\"-c\",\"exit 3\"]"
                + " end=exit code=3 duration_ms=12 stdin_bytes=6 stdout_bytes=100 stderr_bytes=7");
  }

  @Test
  void endIsNamed() {
    executed(Rules.shell(), new Ending(Cause.EXITED, 139, 1, 0, 0, 0));
    executed(Rules.shell(), new Ending(Cause.PROCESS_TIMEOUT, 143, 1, 0, 0, 0));
    executed(Rules.shell(), new Ending(Cause.CLIENT_LEFT, 137, 1, 0, 0, 0));
    assertThat(lines.get(0)).contains("end=signal");
    assertThat(lines.get(1)).contains("end=process_timeout");
    assertThat(lines.get(2)).contains("end=client_left");
  }

  @Test
  void inputIsNeverWritten() {
    executed(Rules.shell(), new Ending(Cause.EXITED, 0, 1, 6, 0, 0), "a");
    assertThat(lines.toString()).doesNotContain("hunter");
  }

  @Test
  void hiddenArgumentsAreHidden() {
    Rules rules = Rules.shell().redact("-**token**").redact("ghp_*");
    Ending ending = new Ending(Cause.EXITED, 0, 1, 0, 0, 0);
    executed(rules, ending, "--token=abc/../d", "--token", "efg", "open", "ghp_hij", "tokens");
    assertThat(lines.getFirst())
        .contains("[\"--token=****\",\"--token\",\"****\",\"open\",\"****\",\"tokens\"]");
  }

  @Test
  void nothingForgesALine() {
    executed(Rules.shell(), new Ending(Cause.EXITED, 0, 1, 0, 0, 0), "a\nexecute caller=\"root\"");
    audit.refused("ann", "x\ny", Refusal.unknownCommand("x\ny", "sh"));
    assertThat(lines).noneMatch(line -> line.contains("\n"));
    assertThat(lines.get(1)).contains("refused=403", "command=\"x\\ny\"");
  }

  private void executed(Rules rules, Ending ending, String... arguments) {
    ExecuteSettings settings = rules.settings();
    var request =
        new ExecuteRequest(
            "sh",
            List.of(arguments),
            "hunter".getBytes(UTF_8),
            false,
            ExecuteRequest.Encoding.UTF_8);
    audit.executed("ann", settings.commands().getFirst(), request, settings, ending);
  }
}
