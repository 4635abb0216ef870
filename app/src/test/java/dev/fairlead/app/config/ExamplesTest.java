package dev.fairlead.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.app.config.bind.Binder;
import dev.fairlead.app.config.bind.Origins;
import dev.fairlead.app.config.read.Documents;
import dev.fairlead.app.config.read.KeyPath;
import dev.fairlead.app.config.read.Place;
import dev.fairlead.app.config.read.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples that come with Fairlead, and the document it once started from. */
final class ExamplesTest {
  private static final Path EXAMPLES = Golden.PROJECT.resolve("config").toAbsolutePath();
  @TempDir Path folder;

  @Test
  void exampleChangesNothing() {
    assertThat(example("fairlead.yaml").config()).isEqualTo(new Folder(folder).config());
  }

  @Test
  void exampleShowsEveryKey() throws IOException {
    String text = Files.readString(EXAMPLES.resolve("fairlead.yaml"));
    String enabled = text.replaceAll("(?m)^( *)#(?=\\S)", "$1");
    var problems = new Problems();
    var tree = Documents.inline(enabled, new Place.Env("E"), problems);
    var binder = new Binder(Keys.SCHEMA, problems);
    binder.bind(Config.class, tree);
    assertThat(problems.inOrder()).noneMatch(p -> p.message().contains("known key"));
    assertThat(missing(binder.origins())).isEmpty();
  }

  @Test
  void profilesLoadAloneAndOverTheExample() {
    for (String profile : List.of("dev", "prod")) {
      Folder alone = example("fairlead." + profile + ".yaml");
      assertThat(alone.ready().problems()).isEmpty();
      assertThat(example("fairlead.yaml").profile(profile).config()).isEqualTo(alone.config());
    }
  }

  @Test
  void developmentReachesTheOwnMachineAndProductionIsNotOpen() {
    assertThat(example("fairlead.dev.yaml").config().egress().guard().allow()).isNotEmpty();
    Config production = example("fairlead.prod.yaml").config();
    assertThat(production.server().host().isLoopback()).isFalse();
    assertThat(production.security().access().allow()).isNotEmpty();
  }

  @Test
  void keysOfTheOriginalDocumentKeepTheirMeaning() {
    new Folder(folder).with("cert.pem", "c").with("key.pem", "k");
    Folder original = new Folder(folder).yaml(ORIGINAL);
    Config config = original.config();
    assertThat(config.server().host()).hasToString("0.0.0.0");
    assertThat(config.server().tls().isOn()).isTrue();
    assertThat(config.server().timeouts().idle()).hasSeconds(120);
    assertThat(config.routing().defaultBackend())
        .hasValueSatisfying(url -> assertThat(url).hasToString("http://localhost:8000"));
    assertThat(config.routing().rules().getFirst().match().host()).contains("api.example.com");
    assertThat(config.security().filtering().domains().blocked())
        .containsExactly("malicious.com", "*.ads.example.com");
    assertThat(config.logging().format()).isEqualTo(Logging.Format.JSON);
  }

  @Test
  void ownersAreAskedWhereverTheBindIsOpen() {
    Folder open = new Folder(folder).yaml("server: {host: 0.0.0.0}\n");
    assertThat(open.problems()).hasSize(1);
    open.yaml("server: {host: 0.0.0.0}\nauth: {users: [{name: a, password: b}]}\n");
    assertThat(open.config().authenticationRequired()).isTrue();
    open.yaml("auth: {users: [{name: a, password: b}]}\n");
    assertThat(open.config().authenticationRequired()).isFalse();
    open.yaml("server: {host: \"::\"}\nsecurity: {access: {allow: [10.0.0.0/8]}}\n");
    assertThat(open.config().authenticationRequired()).isFalse();
    open.yaml("server: {host: a.b}\nauth: {required: false, users: [{name: a, password: b}]}\n");
    assertThat(open.problems()).hasSize(1);
  }

  private Folder example(String name) {
    return new Folder(folder).config(EXAMPLES.resolve(name).toString());
  }

  private static List<KeyPath> missing(Origins origins) {
    return Keys.all().stream()
        .filter(key -> !key.map())
        .map(Keys.At::path)
        .map(path -> KeyPath.of(path.toString().replace(".x.", ".mobile.")))
        .filter(path -> origins.of(path) instanceof Place.Default)
        .toList();
  }

  private static final String ORIGINAL =
      """
      server:
        host: "0.0.0.0"
        port: 8080
        tls:
          enabled: true
          cert: "cert.pem"
          key: "key.pem"
        timeouts:
          read: 30s
          write: 30s
          idle: 120s
      routing:
        default_backend: "http://localhost:8000"
        rules:
          - match: {host: "api.example.com"}
            forward: {target: "http://backend-api:8080"}
      security:
        filtering:
          mode: "blocklist"
          domains:
            blocked: ["malicious.com", "*.ads.example.com"]
        access: {allow: [10.0.0.0/8]}
      logging:
        level: "info"
        format: "json"
      """;
}
