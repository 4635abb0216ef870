package dev.fairlead.app.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.app.launch.ExampleRunner.Daemon;
import dev.fairlead.app.launch.ReadmeExamples.Example;
import dev.fairlead.testkit.Eventually;
import dev.fairlead.testkit.FreePort;
import dev.fairlead.testkit.HttpOrigin;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs what the README shows, in its order, against an origin that plays example.com on loopback.
 */
final class ReadmeTest {
  private static final Path README = Path.of("..", "README.md").toAbsolutePath();
  private static final Path CONTROL = README.resolveSibling("docs/control.md");

  @TempDir Path folder;
  private final TestCa ca = TestCa.create();
  private final int port = FreePort.next();
  private final int control = FreePort.next();
  private HttpOrigin plain;
  private HttpOrigin secure;
  private @Nullable Daemon daemon;

  @BeforeEach
  void prepare() throws IOException {
    plain = HttpOrigin.start();
    secure = HttpOrigin.startTls(ca.leaf("example.com"));
    ca.write(folder.resolve("test-ca.pem"));
    Files.writeString(
        folder.resolve("test.yaml"),
        """
        upstream: {hosts: {example.com: [127.0.0.1]}}
        egress: {guard: {private_addresses: allow}, connect_ports: ["1-65535"]}
        """);
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    program(
        "fairlead",
        "exec %s --enable-native-access=ALL-UNNAMED -cp '%s' dev.fairlead.app.Main \"$@\""
            .formatted(java, System.getProperty("java.class.path")));
    program("java", "exec " + java + " \"$@\"");
    // Tests may run as root, where a browser has no sandbox.
    program("chromium", "exec /usr/bin/chromium --no-sandbox \"$@\"");
  }

  private void program(String name, String line) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterEach
  void stop() {
    if (daemon != null) {
      daemon.close();
    }
    plain.close();
    secure.close();
  }

  @Test
  void whatNeedsNoOtherProgramWorks() throws Exception {
    assertThat(run(README, example -> example.needs().isEmpty()))
        .contains("serve", "check", "explain");
  }

  @Tag("full")
  @Test
  void everyExampleWorks() throws Exception {
    assertThat(run(README, example -> example.needs().stream().allMatch(this::isHere)))
        .contains("forward", "connect", "environment", "reverse", "http2");
    assertThat(plain.requests()).isPositive();
    assertThat(secure.requests()).isPositive();
  }

  @Tag("full")
  @Test
  void theGuideToTheControlPlaneWorks() throws Exception {
    assertThat(run(CONTROL, example -> example.needs().stream().allMatch(this::isHere)))
        .contains("token", "requests", "patch");
  }

  /** Runs the examples that fit and returns their names. */
  private List<String> run(Path text, java.util.function.Predicate<Example> fits) throws Exception {
    ReadmeExamples page = ReadmeExamples.read(text);
    ExampleRunner runner = runner();
    runner.write(page.files());
    List<Example> wanted = page.examples().stream().filter(fits).toList();
    for (Example example : wanted) {
      if (example.daemon()) {
        replaceDaemon(runner, example);
      } else {
        ExampleRunner.Outcome outcome = runner.run(example);
        assertThat(outcome.exit()).as(example.name() + ": " + outcome.output()).isZero();
        assertThat(outcome.missing(example.expected()))
            .as(example.name() + ": " + outcome.output())
            .isEmpty();
      }
    }
    return wanted.stream().map(Example::name).toList();
  }

  private ExampleRunner runner() {
    Map<String, String> literals =
        Map.of(
            "127.0.0.1:8080", "127.0.0.1:" + port,
            "\"127.0.0.1\", 8080", "\"127.0.0.1\", " + port,
            "localhost:8080", "localhost:" + port,
            "127.0.0.1:9090", "127.0.0.1:" + control,
            "http://example.com", "http://example.com:" + plain.port(),
            "https://example.com", "https://example.com:" + secure.port(),
            "http://127.0.0.1:3000", "http://127.0.0.1:" + plain.port(),
            "http://127.0.0.1:4000", "http://127.0.0.1:" + plain.port());
    Map<String, String> environment =
        Map.of(
            "PATH", folder + ":" + System.getenv("PATH"),
            "FAIRLEAD_CONFIG", folder.resolve("test.yaml").toString(),
            "FAIRLEAD_SERVER_PORT", String.valueOf(port),
            "FAIRLEAD_CONTROL_PORT", String.valueOf(control),
            "CURL_CA_BUNDLE", folder.resolve("test-ca.pem").toString());
    return new ExampleRunner(folder, literals, environment, Duration.ofSeconds(60));
  }

  /** One port for all, so the one before ends first. */
  private void replaceDaemon(ExampleRunner runner, Example example) throws IOException {
    if (daemon != null) {
      daemon.close();
    }
    if (Files.exists(folder.resolve("cert.pem")) || !example.name().endsWith("tls")) {
      daemon = runner.start(example);
      Eventually.until(
          example.name() + " listens",
          Duration.ofSeconds(30),
          () -> {
            RawClient.connect(port).close();
            return true;
          });
    }
  }

  private boolean isHere(String program) {
    if (program.equals("java25")) {
      return true;
    }
    if (program.equals("undici")) {
      return Files.isDirectory(Path.of("/usr/share/nodejs/undici"));
    }
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }
}
