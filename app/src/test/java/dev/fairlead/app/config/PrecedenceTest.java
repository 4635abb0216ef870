package dev.fairlead.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.app.config.unit.HttpUrl;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrecedenceTest {
  @TempDir Path path;
  private Folder folder = new Folder(Path.of(""));

  @BeforeEach
  void open() {
    folder = new Folder(path);
  }

  @Test
  void withoutAnythingDefaultsServe() {
    assertThat(folder.config().server().port()).isEqualTo(8080);
    assertThat(folder.origin("server.port")).isEqualTo("default");
    assertThat(folder.ready().problems()).isEmpty();
  }

  @Test
  void flagsBeatVariablesBeatDotEnvBeatsProfileBeatsFile() {
    folder.yaml("server: {port: 1, http2: false}\n");
    assertPort(1, "fairlead.yaml:1:16");
    folder.with("fairlead.dev.yaml", "server:\n  port: 2\n").profile("dev");
    assertPort(2, "fairlead.dev.yaml:2:9");
    folder.with(".env", "# ours\nFAIRLEAD_SERVER_PORT=3\n");
    assertPort(3, ".env:2:1");
    folder.env("PROXY_PORT", "4");
    assertPort(4, "env PROXY_PORT");
    folder.env("FAIRLEAD_SERVER_PORT", "5");
    assertPort(5, "env FAIRLEAD_SERVER_PORT");
    folder.flag("--port", "server.port", "6");
    assertPort(6, "flag --port");
    assertThat(folder.config().server().http2()).isFalse();
  }

  @Test
  void whatTheApiChangedLiesOverFilesAndUnderVariables() {
    folder.yaml("server: {port: 1}\n").with("fairlead.dev.yaml", "server: {port: 2}\n");
    folder.profile("dev").with("fairlead.overlay.json", "{\"server\": {\"port\": 3}}");
    assertPort(3, "fairlead.overlay.json:1:21");
    folder.env("FAIRLEAD_SERVER_PORT", "4");
    assertPort(4, "env FAIRLEAD_SERVER_PORT");
  }

  @Test
  void overlaysMergeMapsAndReplaceLists() {
    folder
        .yaml("upstream: {hosts: {a: [10.0.0.1], b: 10.0.0.2}}\negress: {auto: [x, y]}\n")
        .with("fairlead.dev.yaml", "upstream: {hosts: {b: 10.0.0.3}}\negress: {auto: [z]}\n")
        .profile("dev");
    assertThat(folder.config().upstream().hosts()).containsOnlyKeys("a", "b");
    assertThat(folder.config().upstream().hosts().get("b")).hasToString("[/10.0.0.3]");
    assertThat(folder.config().egress().auto()).hasToString("[z]");
  }

  @Test
  void shortNamesStandForTheirKeys() {
    folder
        .env("PROXY_HOST", "::1")
        .env("LOG_LEVEL", "WARNING")
        .env("LOG_FORMAT", "json")
        .env("DEFAULT_BACKEND", "http://localhost:8000");
    Config config = folder.config();
    assertThat(config.server().host()).hasToString("::1");
    assertThat(config.logging().level()).isEqualTo(Logging.Level.WARN);
    assertThat(config.logging().format()).isEqualTo(Logging.Format.JSON);
    assertThat(config.routing().defaultBackend()).contains(HttpUrl.parse("http://localhost:8000"));
  }

  @Test
  void listsAndMapsFitIntoVariables() {
    folder
        .env("FAIRLEAD_EGRESS_RULES", "*.example.com, -internal.com")
        .env("FAIRLEAD_EGRESS_GATEWAYS_MOBILE_URL", "http://gw:1")
        .env("FAIRLEAD_UPSTREAM_HOSTS", "{a.b: [10.0.0.1, \"::1\"]}")
        .env("FAIRLEAD_LOGGING_ACCESS", "false")
        .env("FAIRLEAD_ROUTING_RULES", "[{match: {host: h}, forward: {target: http://b}}]");
    Config config = folder.config();
    assertThat(config.egress().rules()).hasToString("[*.example.com, -internal.com]");
    assertThat(config.egress().defaultGateway()).contains("mobile");
    assertThat(config.upstream().hosts().get("a.b")).hasSize(2);
    assertThat(config.logging().access().enabled()).isFalse();
    assertThat(config.routing().rules()).hasSize(1);
  }

  @Test
  void emptyVariablesCountAsNotSet() {
    assertThat(folder.env("PROXY_PORT", "").config().server().port()).isEqualTo(8080);
  }

  @Test
  void badVariablesAndFlagsAreNamed() {
    folder.env("FAIRLEAD_SERVER_PORT", "x").flag("--set", "server.hots", "y");
    assertThat(folder.problems())
        .containsExactly(
            "env FAIRLEAD_SERVER_PORT: server.port \"x\" is not a whole number. Write digits only.",
            "flag --set: server.hots is not a known key. Did you mean host?");
  }

  @Test
  void misspeltVariablesAreWarnedOfAndForeignOnesAreNot() {
    folder
        .env("FAIRLEAD_SERVER_PROT", "1")
        .env("FAIRLEAD_SERVICE_HOST", "10.0.0.1")
        .env("FAIRLEAD_PORT", "tcp://10.0.0.1:80")
        .env("FAIRLEAD_CONFIGURATION", "x");
    assertThat(folder.ready().problems()).hasSize(1);
    assertThat(folder.problems().getFirst())
        .contains("FAIRLEAD_SERVER_PROT stands for no key", "Did you mean FAIRLEAD_SERVER_PORT?");
  }

  @Test
  void fileIsSearchedInOrder() {
    folder.with("home/.config/fairlead/fairlead.yaml", "server: {port: 1}\n");
    assertPort(1, "home/.config/fairlead/fairlead.yaml:1:16");
    folder
        .with("xdg/fairlead/fairlead.yaml", "server: {port: 2}\n")
        .env("XDG_CONFIG_HOME", folder.path("xdg").toString());
    assertPort(2, "xdg/fairlead/fairlead.yaml:1:16");
    folder.with("v.toml", "server.port = 3\n").env("FAIRLEAD_CONFIG", "v.toml");
    assertPort(3, "v.toml:1:1");
    folder.with("f.json", "{\"server\": {\"port\": 4}}").config("f.json");
    assertPort(4, "f.json:1:21");
  }

  @Test
  void fileInTheWorkingDirectoryIsOnlyNoticed() {
    folder.with("fairlead.yaml", "server: {port: 1}\n").with(".env", "PROXY_PORT=2\n");
    assertThat(folder.config().server().port()).isEqualTo(8080);
    assertThat(folder.problems())
        .containsExactly(
            "fairlead.yaml: is not used, because a folder must not configure the proxy by itself."
                + " Name it to use it: --config fairlead.yaml");
    assertThat(folder.config("fairlead.yaml").config().server().port()).isEqualTo(2);
    assertThat(folder.problems()).isEmpty();
  }

  @Test
  void missingFilesAndProfilesAreErrors() {
    assertThat(folder.profile("dev").problems())
        .containsExactly(
            "flag --profile: there is no configuration file that a profile could overlay."
                + " Name one with --config.");
    assertThat(folder.config("no.yaml").problems())
        .containsExactly(
            "flag --config: there is no file no.yaml. Create it or correct the name.",
            "flag --profile: there is no file no.dev.yaml. Create it or correct the name.");
    assertThat(folder.profile("../x").yaml("").problems())
        .containsExactly("flag --profile: \"../x\" is no profile. Write a word such as dev.");
  }

  @Test
  void dotEnvWithSecretsMustBePrivate() {
    folder.yaml("").with(".env", "export API_TOKEN='abc'\n").mode(".env", "rw-r-----");
    assertThat(folder.problems())
        .containsExactly(
            ".env: holds a secret (API_TOKEN) and other users may read it. Run: chmod 600 .env");
    folder.mode(".env", "rw-------");
    assertThat(folder.problems()).isEmpty();
    folder.with(".env", "PLAIN=1\nAPI_KEY=\n").mode(".env", "rw-r--r--");
    assertThat(folder.problems()).isEmpty();
  }

  @Test
  void dotEnvIsReadAsShellsWould() {
    folder
        .yaml("auth: {realm: \"${A}|${B}|${C}|${D}\"}\n")
        .with(".env", "A=one two  # said\nexport B=\"x # y\"\n C = 'z'\n\nD=p#q\nnonsense\n");
    assertThat(folder.problems())
        .containsExactly(".env:6:1: not a NAME=value line. Correct or remove it.");
    folder.with(".env", "A=one two  # said\nexport B=\"x # y\"\n C = 'z'\nD=p#q\n");
    assertThat(folder.config().auth().realm()).isEqualTo("one two|x # y|z|p#q");
  }

  @Test
  void secretsInASharedFileAreWarnedOf() {
    folder.with("pw", "b\n").env("T", "c");
    folder.yaml("auth: {users: [{name: a, password: abc}, {name: b, password: \"${file:pw}\"}]}\n");
    assertThat(folder.problems()).isEmpty();
    assertThat(folder.mode("fairlead.yaml", "rw-r--r--").problems()).hasSize(1);
    assertThat(folder.problems().getFirst())
        .startsWith("fairlead.yaml:1:36: auth.users[0].password is a secret in a file");
    assertThat(folder.ready().config().auth().users()).hasSize(2);
  }

  @Test
  void everyFileThatHadASayIsWatched() {
    folder
        .with("more.yaml", "")
        .with("realm", "r")
        .with("fairlead.dev.yaml", "")
        .profile("dev")
        .yaml("include: more.yaml\nauth: {realm: \"${file:realm}\"}\n");
    List<String> names =
        folder.ready().files().stream().map(f -> f.getFileName().toString()).toList();
    assertThat(names)
        .containsExactlyInAnyOrder(
            "fairlead.yaml",
            "more.yaml",
            "realm",
            "fairlead.dev.yaml",
            "fairlead.overlay.json",
            ".env");
  }

  @Test
  void fileNamesAreRelativeToTheirConfiguration() {
    folder.with("etc/c.yaml", "logging: {file: log/f.log}\n").config("etc/c.yaml");
    assertThat(folder.config().logging().file()).contains(folder.path("etc/log/f.log"));
    folder.env("FAIRLEAD_LOGGING_FILE", "here.log");
    assertThat(folder.config().logging().file()).contains(Path.of("here.log"));
  }

  @Test
  void checksOfOthersAreAskedLast() {
    folder.yaml("egress:\n  auto:\n    - a\n    - b\n");
    Check check =
        (config, scope) ->
            scope.error("egress.auto[1]", "is " + config.egress().auto().get(1), "Remedy.");
    assertThat(folder.problems(check))
        .containsExactly("fairlead.yaml:4:7: egress.auto[1] is b. Remedy.");
  }

  private void assertPort(int port, String origin) {
    assertThat(folder.config().server().port()).isEqualTo(port);
    assertThat(folder.origin("server.port")).isEqualTo(origin);
  }
}
