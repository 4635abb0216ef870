package dev.fairlead.control.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CommandsTest {
  @Test
  void nameOrPathOfAnEntryFindsIt() throws Refusal {
    Rules rules = new Rules().allowAs("py", "/usr/bin/python3", "...");
    assertThat(path(rules, "py")).isEqualTo("/usr/bin/python3");
    assertThat(path(rules, "/usr/bin/python3")).isEqualTo("/usr/bin/python3");
    refused(rules, "python3");
    refused(rules, "python");
  }

  @Test
  void fileNameIsTheNameAndItsVersionMayBeLeftOut() throws Refusal {
    Rules rules = new Rules().allow("/usr/bin/python3.13", "...").allow("/opt/node22", "...");
    assertThat(path(rules, "python3.13")).isEqualTo("/usr/bin/python3.13");
    assertThat(path(rules, "python")).isEqualTo("/usr/bin/python3.13");
    assertThat(path(rules, "node")).isEqualTo("/opt/node22");
    refused(rules, "python3");
  }

  @Test
  void exactNameGoesBeforeOneWithoutVersion() throws Refusal {
    Rules rules = new Rules().allow("/usr/bin/python3", "...").allowAs("python", "/opt/p", "...");
    assertThat(path(rules, "python")).isEqualTo("/opt/p");
  }

  @Test
  void nothingIsFoundAnywhereElse() {
    Rules rules = Rules.shell();
    for (String other : List.of("ls", "/bin/ls", "bin/sh", "./sh", "../bin/sh", "/bin/../bin/sh")) {
      refused(rules, other);
    }
    refused(new Rules(), "sh");
  }

  @Test
  void firstEntryWhoseArgumentsFitIsTaken() throws Refusal {
    Rules rules =
        new Rules().allowAs("git", "/usr/bin/git", "status").allowAs("git", "/opt/git", "log", "*");
    assertThat(find(rules, "git", "status").path()).hasToString("/usr/bin/git");
    assertThat(find(rules, "git", "log", "main").path()).hasToString("/opt/git");
    assertThatThrownBy(() -> find(rules, "git", "push"))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.status()).isEqualTo(403);
              assertThat(refusal.problem().field()).contains("args");
              assertThat(refusal.problem().remedy())
                  .contains("status | log *", "cli.allowed_commands");
            });
  }

  private static void refused(Rules rules, String command) {
    assertThatThrownBy(() -> find(rules, command))
        .as(command)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.status()).isEqualTo(403);
              assertThat(refusal.problem().field()).contains("command");
              assertThat(refusal.problem().detail()).contains(command);
              assertThat(refusal.problem().remedy()).contains("cli.allowed_commands");
            });
  }

  private static String path(Rules rules, String command) throws Refusal {
    return find(rules, command).path().toString();
  }

  private static AllowedCommand find(Rules rules, String command, String... arguments)
      throws Refusal {
    var request =
        new ExecuteRequest(
            command, List.of(arguments), new byte[0], false, ExecuteRequest.Encoding.UTF_8);
    return Commands.find(rules.settings().commands(), request);
  }
}
