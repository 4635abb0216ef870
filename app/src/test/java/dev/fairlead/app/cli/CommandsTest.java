package dev.fairlead.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.filters.authentication.Secret;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every command, typed right and typed wrong. */
final class CommandsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder;

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("fairlead.yaml"), text).toString();
  }

  @Test
  void helpNamesEveryCommandWithAnExample() {
    Typed help = Typed.run("--help");
    assertThat(help.exit()).isZero();
    assertThat(help.out())
        .startsWith("One proxy for AI agents.\n")
        .contains("serve", "check", "explain", "config", "hash", "completion", "Examples:");
    assertThat(Typed.run().out()).isEqualTo(help.out());
    for (String command : new String[] {"serve", "check", "explain", "config", "hash"}) {
      Typed own = Typed.run(command, "--help");
      assertThat(own.exit()).as(command).isZero();
      assertThat(own.out()).contains("Usage: fairlead " + command);
    }
    assertThat(Typed.run("serve", "--help").out())
        .contains("--config", "--host", "--port", "--profile", "--reload", "SIGHUP", "SIGTERM");
  }

  @Test
  void versionIsOneLine() {
    Typed version = Typed.run("--version");
    assertThat(version.exit()).isZero();
    assertThat(version.out()).matches("[Ff]airlead \\d+\\.\\d+\\.\\d+.*\\R");
  }

  @Test
  void wrongUsageEndsWithTwoAndSaysWhat() {
    for (String[] wrong :
        new String[][] {
          {"--colour"},
          {"dance"},
          {"serve", "--prot", "1"},
          {"explain"},
          {"check", "a", "b"},
          {"explain", "/", "--client", "localhost"}
        }) {
      Typed typed = Typed.run(wrong);
      assertThat(typed.exit()).as(String.join(" ", wrong)).isEqualTo(2);
      assertThat(typed.err()).contains(wrong[wrong.length > 2 ? wrong.length - 2 : 0].strip());
      assertThat(typed.hasStackTrace()).isFalse();
    }
  }

  @Test
  void checkIsContentWithAGoodFile() throws IOException {
    Typed good = Typed.run("check", file("server: {port: 3128}\n"));
    assertThat(good).isEqualTo(new Typed(0, "The configuration can be used.\n", ""));
    JsonNode json = JSON.readTree(Typed.run("check", "--json", folder + "/fairlead.yaml").out());
    assertThat(json.get("usable").asBoolean()).isTrue();
    assertThat(json.get("problems")).isEmpty();
  }

  @Test
  void checkNamesEveryProblemWithPlaceAndRemedy() throws IOException {
    String file =
        file(
            """
            server: {prot: 1, port: 99999}
            egress: {rules: ["a b"]}
            routing: {rules: [{match: {path: /a}, forward: {target: ftp://x}}]}
            auth: {users: [{name: ann, password_hash: "$2y$10$nonsense"}]}
            """);
    Typed bad = Typed.run("check", file);
    assertThat(bad.exit()).isEqualTo(1);
    assertThat(bad.out()).isEmpty();
    assertThat(bad.err())
        .contains(file + ":1:", file + ":2:", file + ":3:", file + ":4:")
        .contains("server.prot", "server.port", "egress.rules[0]", "password_hash", "fairlead hash")
        .doesNotContain("nonsense");
    assertThat(bad.hasStackTrace()).isFalse();

    Typed json = Typed.run("check", "--json", file);
    assertThat(json.exit()).isEqualTo(1);
    JsonNode problems = JSON.readTree(json.out()).get("problems");
    assertThat(problems.size()).isGreaterThanOrEqualTo(5);
    assertThat(problems.get(0).get("file").asString()).isEqualTo(file);
    assertThat(problems.get(0).get("line").asInt()).isEqualTo(1);
    assertThat(problems.get(0).get("remedy").asString()).isNotEmpty();
  }

  @Test
  void checkOfAFileThatIsNotThereFails() {
    Typed typed = Typed.run("check", folder + "/none.yaml");
    assertThat(typed.exit()).isEqualTo(1);
    assertThat(typed.err()).contains("none.yaml");
  }

  @Test
  void configShowGivesEachValueItsOriginAndMasksSecrets() throws IOException {
    String file = file("auth: {tokens: [{name: ci, token: abcdefghijklmnop}]}\n");
    Typed yaml = Typed.run("config", "show", "--config", file, "--port", "3128");
    assertThat(yaml.exit()).isZero();
    assertThat(yaml.out())
        .containsPattern("port: 3128 +# flag --port")
        .contains(file + ":1:")
        .contains("# default")
        .doesNotContain("abcdefgh");
    JsonNode json = JSON.readTree(Typed.run("config", "show", "-c", file, "--json").out());
    assertThat(json.get("config").get("server").get("port").asInt()).isEqualTo(8080);
    assertThat(json.get("origins").get("server.port").asString()).isEqualTo("default");
    assertThat(json.toString()).doesNotContain("abcdefgh");
  }

  @Test
  void hashReadsStandardInputAndItsOutputIsAccepted() {
    Typed typed = Typed.run("secret word\n", new String[] {"hash"});
    assertThat(typed.exit()).isZero();
    String hash = typed.out().strip();
    assertThat(Secret.parse(hash).matches("secret word")).isTrue();
    assertThat(Secret.parse(hash).matches("secret")).isFalse();
    assertThat(Typed.run("hash").exit()).isEqualTo(2);
  }

  @Test
  void completionIsAScriptThatKnowsTheCommands() {
    Typed typed = Typed.run("completion");
    assertThat(typed.exit()).isZero();
    assertThat(typed.out()).contains("explain", "--profile").startsWith("#!");
  }

  @Test
  void serveOnATakenPortSaysSoInOneSentence() throws IOException {
    try (var taken = new ServerSocket(0)) {
      String port = String.valueOf(taken.getLocalPort());
      Typed typed = Typed.run("serve", "--config", file(""), "--port", port);
      assertThat(typed.exit()).isEqualTo(1);
      assertThat(typed.err().lines()).hasSize(1);
      assertThat(typed.err())
          .startsWith("fairlead: cannot listen on 127.0.0.1:" + port)
          .contains("in use", "--port");
      assertThat(typed.hasStackTrace()).isFalse();
    }
  }

  @Test
  void serveRefusesWhatItCannotUse() throws IOException {
    Files.writeString(folder.resolve("cert.pem"), "no certificate");
    Files.writeString(folder.resolve("key.pem"), "no key");
    Typed broken =
        Typed.run("serve", "-p", "0", "-c", file("server: {tls: {cert: cert.pem, key: key.pem}}"));
    assertThat(broken.exit()).isEqualTo(1);
    assertThat(broken.err()).contains("cert.pem", "PEM");
    assertThat(broken.hasStackTrace()).isFalse();

    Typed open = Typed.run("serve", "--host", "0.0.0.0", "-p", "0", "-c", file(""));
    assertThat(open.exit()).isEqualTo(1);
    assertThat(open.err()).contains("server.host", "security.access.allow");

    Typed log = Typed.run("serve", "-p", "0", "-c", file("logging: {file: /nowhere/at/all.log}\n"));
    assertThat(log.exit()).isEqualTo(1);
    assertThat(log.err()).contains("logging.file", "/nowhere/at/all.log");
    assertThat(log.hasStackTrace()).isFalse();
  }
}
