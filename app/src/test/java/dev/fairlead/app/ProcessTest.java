package dev.fairlead.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Eventually;
import dev.fairlead.testkit.FreePort;
import dev.fairlead.testkit.RawClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process: signals and exit codes. */
final class ProcessTest {
  private static final String HEALTH = "GET /health HTTP/1.1\r\nHost: a\r\n\r\n";

  @TempDir Path folder;
  private final int port = FreePort.next();
  private Process process;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(folder.resolve("fairlead.yaml"), "server: {timeouts: {header: 60s}}\n");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.fairlead.app.Main",
            "serve",
            "--reload",
            "--config",
            folder.resolve("fairlead.yaml").toString(),
            "--port",
            String.valueOf(port));
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    process =
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile()).start();
    Eventually.until("it listens", Duration.ofSeconds(30), () -> out().contains("use it"));
  }

  @AfterEach
  void stop() {
    process.destroyForcibly();
  }

  private String out() throws IOException {
    return Files.readString(folder.resolve("out"));
  }

  private void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  private int exit() throws InterruptedException {
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Test
  void itSaysWhereItListensAndHowToUseIt() throws Exception {
    assertThat(out())
        .contains("http://127.0.0.1:" + port)
        .contains("export HTTP_PROXY=http://127.0.0.1:" + port)
        .contains("all hosts direct");
  }

  @Test
  void termEndsItPromptlyWhenNothingIsOpen() throws Exception {
    long before = System.nanoTime();
    signal("TERM");
    assertThat(exit()).isZero();
    // A third of a second on a machine of one's own; tests share theirs.
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void hangupReloads() throws Exception {
    signal("HUP");
    Eventually.until("it reloads", () -> out().contains("the configuration was reloaded"));
    try (var client = RawClient.connect(port)) {
      assertThat(client.exchange(HEALTH).status()).isEqualTo(200);
    }
  }

  @Test
  void aSecondSignalEndsItAtOnce() throws Exception {
    try (var client = RawClient.connect(port)) {
      client.send(HEALTH + "GET / HTTP/1.1\r\nHost:");
      assertThat(client.readResponse().status()).isEqualTo(200);
      signal("TERM");
      Eventually.until(
          "it stops listening",
          () -> {
            try {
              RawClient.connect(port).close();
              return false;
            } catch (IOException e) {
              return true;
            }
          });
      assertThat(process.isAlive()).isTrue();
      signal("TERM");
      assertThat(exit()).isEqualTo(130);
    }
  }
}
