package dev.fairlead.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.app.Running;
import dev.fairlead.app.config.ConfigLoader;
import dev.fairlead.app.config.Invocation;
import dev.fairlead.app.config.Loaded;
import dev.fairlead.app.config.bind.Flags.Flag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command against a running Fairlead. */
@Timeout(60)
final class ExecCommandTest {
  private static final String CONFIG =
      """
      cli:
        enabled: true
        process_timeout: 1s
        allowed_commands:
          - /bin/sh
          - {name: greet, path: /bin/echo, args: [hello, "~[a-z]+"]}
      """;

  @TempDir Path folder;
  private Running running;
  private String url = "";
  private Path token = Path.of("");

  @BeforeEach
  void serve() throws IOException {
    Path file = Files.writeString(folder.resolve("fairlead.yaml"), CONFIG);
    Map<String, String> environment =
        Map.of(
            "FAIRLEAD_CONTROL_PORT", "0",
            "FAIRLEAD_LOGGING_FILE", folder.resolve("log").toString(),
            "XDG_STATE_HOME", folder.toString());
    Invocation call =
        new Invocation(
            Optional.of(file),
            Optional.empty(),
            List.of(new Flag("--port", "server.port", "0")),
            environment,
            folder);
    ConfigLoader loader = ConfigOptions.loader();
    running = Running.start(loader, call, (Loaded.Ready) loader.load(call));
    url = "http://127.0.0.1:" + running.controlAddress().orElseThrow().getPort();
    token = folder.resolve("fairlead/token");
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private Typed exec(String... command) {
    return run("", command);
  }

  private Typed run(String input, String... more) {
    String[] fixed = {"exec", "--control", url, "--token-file", token.toString()};
    String[] all = Stream.concat(Arrays.stream(fixed), Arrays.stream(more)).toArray(String[]::new);
    return Typed.run(input, all);
  }

  @Test
  void commandPrintsHereByteForByteAndItsCodeIsOurs() throws Exception {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    try (var control = new ControlClient(URI.create(url), Files.readString(token).strip())) {
      var remote =
          new RemoteExecution(
              control, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
      List<String> command = List.of("sh", "-c", "printf 'ü\\377'; echo no >&2; exit 3");
      assertThat(remote.run(command, new byte[0])).isEqualTo(3);
    }
    assertThat(out.toByteArray()).containsExactly(0xc3, 0xbc, 0xff);
    assertThat(err.toString(UTF_8)).isEqualTo("no\n");
  }

  @Test
  void inputIsSentAlong() {
    assertThat(run("a\0b", "-i", "sh", "-c", "cat")).isEqualTo(new Typed(0, "a\0b", ""));
  }

  @Test
  void timeUpIsItsOwnCode() {
    Typed typed = exec("sh", "-c", "exec sleep 1000");
    assertThat(typed.exit()).isEqualTo(124);
    assertThat(typed.err()).contains("cli.process_timeout");
  }

  @Test
  void refusalIsExplained() {
    Typed typed = exec("greet", "hello", "World");
    assertThat(typed.exit()).isEqualTo(125);
    assertThat(typed.err()).contains("403", "args", "hello ~[a-z]+");
    assertThat(typed.out()).isEmpty();
  }

  @Test
  void anotherTokenIsRefused() throws IOException {
    token = folder.resolve("other");
    Files.writeString(token, "fl_another_token_of_another_instance_0123456789\n");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    Typed typed = exec("greet", "hello", "world");
    assertThat(typed.exit()).isEqualTo(125);
    assertThat(typed.err()).contains("401", "token");
    assertThat(typed.out()).isEmpty();
  }

  @Test
  void patternsOfTheConfigurationCount() {
    assertThat(exec("greet", "hello", "world")).isEqualTo(new Typed(0, "hello world\n", ""));
  }

  @Test
  void whatFollowsTheCommandIsItsOwn() {
    assertThat(exec("sh", "-c", "exit 5")).isEqualTo(new Typed(5, "", ""));
    assertThat(run("in\n", "-i", "--", "sh", "-c", "cat")).isEqualTo(new Typed(0, "in\n", ""));
  }

  @Test
  void whatIsMissingIsNamed() {
    token = folder.resolve("none");
    Typed typed = exec("sh");
    assertThat(typed.exit()).isEqualTo(125);
    assertThat(typed.err()).contains("there is no token in " + token);
    assertThat(Typed.run("exec").exit()).isEqualTo(2);
    assertThat(Typed.run("exec", "--control", "here", "sh").err()).contains("--control here");
  }

  @Test
  void unreachableInstanceIsNamed() {
    running.close();
    Typed typed = exec("sh");
    assertThat(typed.exit()).isEqualTo(125);
    assertThat(typed.err()).contains("nothing answers at " + url);
  }
}
