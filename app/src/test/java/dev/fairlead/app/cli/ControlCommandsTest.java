package dev.fairlead.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.app.RuleChecks;
import dev.fairlead.app.Running;
import dev.fairlead.app.StateFolder;
import dev.fairlead.app.config.ConfigLoader;
import dev.fairlead.app.config.Invocation;
import dev.fairlead.app.config.Loaded;
import dev.fairlead.app.config.bind.Flags.Flag;
import dev.fairlead.testkit.Eventually;
import dev.fairlead.testkit.RawClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands that talk to a running Fairlead. */
final class ControlCommandsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A backend that nobody asks. */
  private static final String CONFIG =
      """
      routing:
        rules:
          - name: api
            match: {host: api.example}
            forward: {targets: ["http://127.0.0.1:1", "http://127.0.0.1:2"]}
      """;

  @TempDir Path folder;
  private Running running;

  @BeforeEach
  void start() throws IOException {
    Path config = Files.writeString(folder.resolve("fairlead.yaml"), CONFIG);
    Map<String, String> environment =
        Map.of(
            "FAIRLEAD_CONTROL_PORT", "0",
            "FAIRLEAD_LOGGING_FILE", folder.resolve("log").toString(),
            "XDG_STATE_HOME", folder.toString());
    Invocation call =
        new Invocation(
            Optional.of(config),
            Optional.empty(),
            List.of(new Flag("--port", "server.port", "0")),
            environment,
            folder);
    ConfigLoader loader = new ConfigLoader(List.of(new RuleChecks()));
    running = Running.start(loader, call, (Loaded.Ready) loader.load(call));
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private Typed run(String... command) {
    String control = "http://127.0.0.1:" + running.controlAddress().orElseThrow().getPort();
    String token = folder.resolve("fairlead/token").toString();
    return Typed.run(
        Stream.concat(Stream.of(command), Stream.of("--control", control, "--token-file", token))
            .toArray(String[]::new));
  }

  /** Sends a request that nobody answers but Fairlead, and waits until it is known. */
  private void pass(String path) throws IOException {
    int port = running.addresses().getFirst().getPort();
    try (RawClient client = RawClient.connect(port)) {
      client.exchange("GET " + path + " HTTP/1.1\r\nHost: shop.example\r\n\r\n");
    }
    Eventually.until(() -> run("requests", "--json").out().contains(path));
  }

  @Test
  void requestsAreListedTheNewestLast() throws IOException {
    pass("/one");
    pass("/two");
    Typed typed = run("requests");
    assertThat(typed.exit()).as(typed.err()).isZero();
    assertThat(typed.out()).contains("404").contains("shop.example/one");
    assertThat(typed.out().indexOf("/one")).isLessThan(typed.out().indexOf("/two"));
    assertThat(run("requests", "--status", "2xx").out()).isEmpty();
    assertThat(run("requests", "-n", "1").out()).contains("/two").doesNotContain("/one");
  }

  @Test
  void oneRequestIsShownInFull() throws IOException {
    pass("/one");
    JsonNode line =
        JSON.readTree(run("requests", "--json").out().lines().findFirst().orElseThrow());
    Typed typed = run("requests", line.path("id").asString());
    assertThat(typed.out()).contains("authority", "shop.example", "filter tunnels", "passed");
    Typed unknown = run("requests", "0197aaaa-0000-7000-8000-000000000000");
    assertThat(unknown.exit()).isEqualTo(Fairlead.FAILURE);
    assertThat(unknown.err()).contains("no recent exchange has this id");
    assertThat(unknown.hasStackTrace()).isFalse();
  }

  @Test
  void whatTheProgramSaysIsShown() {
    running.reload();
    assertThat(run("logs", "--level", "info").out()).contains("the configuration was reloaded");
    Typed wrong = run("logs", "--level", "loud");
    assertThat(wrong.err()).contains("level: there is no such level");
  }

  @Test
  void withoutATerminalTopLooksOnce() throws IOException {
    pass("/one");
    Typed typed = run("top");
    assertThat(typed.out()).contains("ready", "HOST", "shop.example", "RECENT");
    assertThat(typed.out()).doesNotContain("\u001b[?1049h");
    assertThat(JSON.readTree(run("top", "--json").out()).path("requests").asInt()).isPositive();
  }

  @Test
  void targetsAreListedTakenOutAndPutBack() {
    String one = "http://127.0.0.1:1";
    assertThat(run("upstreams").out()).contains("POOL", "api", one, "up").doesNotContain("drained");
    Typed drained = run("upstreams", "drain", one);
    assertThat(drained.exit()).as(drained.err()).isZero();
    assertThat(drained.out().lines().filter(line -> line.contains("drained"))).hasSize(1);
    JsonNode first =
        JSON.readTree(run("upstreams", "--json").out().lines().findFirst().orElseThrow());
    assertThat(first.path("state").asString()).isEqualTo("drained");
    assertThat(first.path("reason").asString()).contains("operator");
    String id = first.path("id").asString();
    assertThat(run("upstreams", "enable", id, "--json").out()).doesNotContain("drained");
    Typed unknown = run("upstreams", "drain", "http://127.0.0.1:3");
    assertThat(unknown.exit()).isEqualTo(Fairlead.FAILURE);
    assertThat(unknown.err()).contains("there is no such target");
  }

  @Test
  void theTokenIsPrinted() throws IOException {
    String token = Files.readString(folder.resolve("fairlead/token")).strip();
    assertThat(run("token").out().strip()).isEqualTo(token);
  }

  @Test
  void whereNothingListensIsSaid() {
    running.close();
    Typed typed = run("requests");
    assertThat(typed.exit()).isEqualTo(Fairlead.FAILURE);
    assertThat(typed.err()).contains("nothing answers at http://127.0.0.1:");
  }

  @Test
  void runningInstancesAreFoundAndDeadOnesArePassedOver() throws IOException {
    StateFolder state = new StateFolder(folder.resolve("fairlead"));
    int port = running.addresses().getFirst().getPort();
    Path ours = state.run().resolve(port + ".json");
    String page = Files.readString(ours);
    Files.writeString(
        state.run().resolve("1.json"),
        page.replaceAll("\"started\" : \"[^\"]*\"", "\"started\" : \"x\""));
    Files.writeString(state.run().resolve("2.json"), "{");
    assertThat(Instance.running(state)).extracting(Instance::name).containsExactly("" + port);
    running.close();
    assertThat(Instance.running(state)).isEmpty();
  }
}
