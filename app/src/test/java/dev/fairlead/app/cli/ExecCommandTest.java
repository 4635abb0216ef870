package dev.fairlead.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.app.CommandRules;
import dev.fairlead.app.config.ConfigLoader;
import dev.fairlead.app.config.Invocation;
import dev.fairlead.app.config.Loaded;
import dev.fairlead.control.execute.Execute;
import io.avaje.jex.Jex;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command against the real route, with settings from a real configuration. */
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
  private String url = "";
  private AutoCloseable running = () -> {};
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void serve() throws IOException {
    Path file = Files.writeString(folder.resolve("fairlead.yaml"), CONFIG);
    ConfigLoader loader = ConfigOptions.loader();
    var invocation =
        new Invocation(Optional.of(file), Optional.empty(), List.of(), Map.of(), folder);
    var config = ((Loaded.Ready) loader.load(invocation)).config();
    Execute execute =
        new Execute(
            CommandRules.of(config.cli()),
            context ->
                "Bearer sesame".equals(context.header("Authorization"))
                    ? Optional.of("token")
                    : Optional.empty());
    Jex.Server server =
        Jex.create().routing(execute).config(c -> c.host("127.0.0.1").port(0)).start();
    url = "http://127.0.0.1:" + server.port();
    running =
        () -> {
          execute.close();
          server.shutdown();
        };
  }

  @AfterEach
  void stop() throws Exception {
    running.close();
  }

  @Test
  void commandPrintsHereAndItsCodeIsOurs() throws InterruptedException {
    int code = exec("sesame", "", "sh", "-c", "printf 'ü\\377'; echo no >&2; exit 3");
    assertThat(code).isEqualTo(3);
    assertThat(out.toByteArray()).containsExactly(0xc3, 0xbc, 0xff);
    assertThat(err.toString(UTF_8)).isEqualTo("no\n");
  }

  @Test
  void inputIsSentAlong() throws InterruptedException {
    assertThat(exec("sesame", "a\0b", "sh", "-c", "cat")).isZero();
    assertThat(out.toString(UTF_8)).isEqualTo("a\0b");
  }

  @Test
  void timeUpIsItsOwnCode() throws InterruptedException {
    assertThat(exec("sesame", "", "sh", "-c", "exec sleep 1000")).isEqualTo(124);
    assertThat(err.toString(UTF_8)).contains("cli.process_timeout");
  }

  @Test
  void refusalIsExplained() throws InterruptedException {
    assertThat(exec("sesame", "", "greet", "hello", "World")).isEqualTo(125);
    assertThat(err.toString(UTF_8)).contains("403", "args", "hello ~[a-z]+");
    assertThat(exec("wrong", "", "greet", "hello", "world")).isEqualTo(125);
    assertThat(err.toString(UTF_8)).contains("401", "token");
    assertThat(out.size()).isZero();
  }

  @Test
  void patternsOfTheConfigurationCount() throws InterruptedException {
    assertThat(exec("sesame", "", "greet", "hello", "world")).isZero();
    assertThat(out.toString(UTF_8)).isEqualTo("hello world\n");
  }

  @Test
  void whatFollowsTheCommandIsItsOwn() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "sesame\n");
    Typed typed =
        Typed.run("exec", "--url", url, "--token-file", token.toString(), "sh", "-c", "exit 5");
    assertThat(typed).isEqualTo(new Typed(5, "", ""));
    Typed input =
        Typed.run(
            "in\n",
            new String[] {
              "exec", "-i", "--url", url, "--token-file", token.toString(), "--", "sh", "-c", "cat"
            });
    assertThat(input).isEqualTo(new Typed(0, "in\n", ""));
  }

  @Test
  void whatIsMissingIsNamed() {
    String none = folder.resolve("none").toString();
    Typed token = Typed.run("exec", "--url", url, "--token-file", none, "sh");
    assertThat(token.exit()).isEqualTo(1);
    assertThat(token.err()).contains(none, "--token-file", "FAIRLEAD_TOKEN");
    assertThat(Typed.run("exec").exit()).isEqualTo(2);
  }

  @Test
  void unreachableInstanceIsNamed() throws Exception {
    running.close();
    assertThat(exec("sesame", "", "sh")).isEqualTo(125);
    assertThat(err.toString(UTF_8)).contains("cannot reach " + url, "--url");
  }

  private int exec(String token, String stdin, String... command) throws InterruptedException {
    var remote =
        new RemoteExecution(
            URI.create(url + "/cli/execute"),
            token,
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8));
    return remote.run(List.of(command), stdin.getBytes(UTF_8));
  }
}
