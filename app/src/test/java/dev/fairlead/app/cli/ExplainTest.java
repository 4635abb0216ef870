package dev.fairlead.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.filters.authentication.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code fairlead explain}: the decision, for every door, and nothing is sent. */
final class ExplainTest {
  @TempDir Path folder;

  @BeforeEach
  void configure() throws IOException {
    Files.writeString(
        folder.resolve("fairlead.yaml"),
        """
        auth: {required: true, users: [{name: ann, password_hash: "%s"}]}
        security:
          access: {deny: [192.0.2.0/24]}
          filtering:
            domains:
              blocked: ["*.ads.example"]
              allowed: [fine.ads.example]
              lists: [{name: trackers, path: trackers.txt}]
        egress:
          rules: ["*.far.example", "-near.far.example"]
          gateways: {mobile: {url: "http://me:hushhush@gateway.example:3128"}}
          fail: open
        routing:
          rules:
            - name: shop
              match: {host: shop.example, path: /api/}
              forward: {target: "http://backend.example:3000"}
        """
            .formatted(Secret.hash("pw")));
    Files.writeString(folder.resolve("trackers.txt"), "||tracker.example^\n");
    Files.setPosixFilePermissions(
        folder.resolve("fairlead.yaml"), PosixFilePermissions.fromString("rw-------"));
  }

  private JsonNode explain(String... arguments) {
    String[] fixed = {"explain", "--json", "--config", folder + "/fairlead.yaml"};
    Typed typed =
        Typed.run(
            Stream.concat(Arrays.stream(fixed), Arrays.stream(arguments)).toArray(String[]::new));
    assertThat(typed.err()).isEmpty();
    assertThat(typed.exit()).isZero();
    assertThat(typed.out()).doesNotContain("hushhush");
    return JsonMapper.builder().build().readTree(typed.out());
  }

  private static String filter(JsonNode page, String name) {
    for (JsonNode step : page.get("filters")) {
      if (step.get("filter").asString().equals(name)) {
        return step.get("verdict").asString();
      }
    }
    return "";
  }

  private static String basic(String pair) {
    return "Proxy-Authorization: Basic "
        + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void withoutCredentialsItSaysSoAndStillNamesTheRoute() {
    JsonNode page = explain("http://a.far.example/x");
    assertThat(page.get("door").asString()).isEqualTo("forward");
    assertThat(filter(page, "access")).isEqualTo("lets it pass");
    assertThat(filter(page, "authentication")).startsWith("refuses with 407");
    assertThat(page.get("rule").asString()).isEqualTo("gateway mobile (*.far.example)");
    assertThat(page.get("route").asString()).contains("a.far.example:80", "mobile");
    assertThat(page.get("targets").asString()).endsWith(", else http://a.far.example:80");
    assertThat(page.get("outcome").asString()).contains("authentication", "407");
  }

  @Test
  void credentialsAreVerifiedEvenWhereThatTakesTime() {
    JsonNode right = explain("https://a.far.example", "-H", basic("ann:pw"));
    assertThat(right.get("door").asString()).isEqualTo("tunnel");
    assertThat(filter(right, "authentication")).isEqualTo("lets it pass");
    assertThat(right.get("outcome").asString()).startsWith("it goes to a.far.example:443");
    assertThat(explain("https://a.far.example", "-H", basic("ann:no")).get("outcome").asString())
        .contains("407");
  }

  @Test
  void exclusionsAndPrivateHostsGoDirect() {
    assertThat(explain("http://near.far.example/").get("rule").asString())
        .isEqualTo("direct (-near.far.example)");
    assertThat(explain("http://localhost:3000/").get("rule").asString()).isEqualTo("direct");
    assertThat(explain("https://a.example:25/", "-H", basic("ann:pw")).get("outcome").asString())
        .contains("403", "egress.connect_ports");
  }

  @Test
  void theReverseDoorNamesRuleAndBackend() {
    JsonNode page = explain("/api/users", "-X", "POST", "-H", "Host: shop.example");
    assertThat(page.get("door").asString()).isEqualTo("reverse");
    assertThat(page.get("rule").asString()).isEqualTo("shop");
    assertThat(page.get("outcome").asString()).isEqualTo("it goes to http://backend.example:3000");
    assertThat(page.get("guard").asString()).contains("configuration names this backend");
    assertThat(explain("/other", "-H", "Host: shop.example").get("outcome").asString())
        .contains("404");
  }

  @Test
  void localPathsAreAnsweredByFairlead() {
    JsonNode page = explain("/health");
    assertThat(page.get("door").asString()).isEqualTo("local");
    assertThat(page.get("outcome").asString()).isEqualTo("Fairlead answers it itself");
  }

  @Test
  void anotherClientMayBeDenied() {
    JsonNode page = explain("/health", "--client", "192.0.2.9");
    assertThat(filter(page, "access")).contains("403", "security.access.deny");
    assertThat(page.get("outcome").asString()).contains("access");
  }

  @Test
  void filteringTellsListAndEntry() {
    String[] ann = {"-H", basic("ann:pw")};
    JsonNode listed = explain("https://a.tracker.example", ann[0], ann[1]);
    assertThat(filter(listed, "domains"))
        .startsWith("refuses with 403")
        .contains("the list \"trackers\" (entry ||tracker.example^)");
    assertThat(listed.get("outcome").asString()).contains("domains", "trackers");
    assertThat(filter(explain("http://x.ads.example/", ann[0], ann[1]), "domains"))
        .contains("security.filtering.domains.blocked (entry *.ads.example)");
    assertThat(filter(explain("http://fine.ads.example/", ann[0], ann[1]), "domains"))
        .isEqualTo(
            "lets it pass: allowed by security.filtering.domains.allowed"
                + " (entry fine.ads.example)");
    assertThat(filter(explain("http://else.example/"), "domains")).isEqualTo("lets it pass");
  }

  @Test
  void forPeopleItIsATable() {
    Typed typed = Typed.run("explain", "--config", folder + "/fairlead.yaml", "/health");
    assertThat(typed.out())
        .containsPattern("(?m)^request +GET /health$")
        .containsPattern("(?m)^filter access +lets it pass$")
        .containsPattern("(?m)^outcome +Fairlead answers it itself$");
  }

  @Test
  void whatNoClientCouldSendIsRefusedInASentence() {
    Typed typed = Typed.run("explain", "http://a b/");
    assertThat(typed.exit()).isEqualTo(1);
    assertThat(typed.err()).startsWith("fairlead: ");
    assertThat(typed.hasStackTrace()).isFalse();
  }
}
