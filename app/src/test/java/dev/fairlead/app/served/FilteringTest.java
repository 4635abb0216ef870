package dev.fairlead.app.served;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.Eventually;
import dev.fairlead.testkit.FakeDns;
import dev.fairlead.testkit.Field;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.RawH2Client;
import dev.fairlead.testkit.RawResponse;
import dev.fairlead.testkit.ScriptedOrigin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts that are listed are refused at every door where a client chooses the host. */
final class FilteringTest {
  private static final String LISTED =
      """
      egress: {guard: {private_addresses: allow}, connect_ports: ["1-65535"]}
      upstream: {dns: {servers: ["127.0.0.1:%d"], hosts_file: false}}
      security:
        filtering:
          domains:
            blocked: ["*.own.example", xn--mnchen-3ya.example, "2001:db8::1"]
            allowed: [fine.ads.example]
            lists: [{name: ads, path: ads.txt}]
      """;

  @TempDir Path folder;
  private FakeDns dns;
  private ScriptedOrigin origin;
  private Proxy proxy;

  @BeforeEach
  void start() throws Exception {
    dns = FakeDns.start();
    origin = ScriptedOrigin.start(Answers.fixed("ok"));
    list("||ads.example^");
    proxy = Proxy.start(folder, LISTED.formatted(dns.address().getPort()));
  }

  @AfterEach
  void stop() throws Exception {
    proxy.close();
    origin.close();
    dns.close();
  }

  private void list(String... lines) throws IOException {
    Path next = Files.write(folder.resolve("ads.new"), List.of(lines));
    Files.move(next, folder.resolve("ads.txt"), StandardCopyOption.ATOMIC_MOVE);
  }

  private RawResponse get(String host, String... fields) throws IOException {
    String[] lines = new String[fields.length + 2];
    String authority = host + ":" + origin.port();
    lines[0] = "GET http://" + authority + "/ HTTP/1.1";
    lines[1] = "Host: " + authority;
    System.arraycopy(fields, 0, lines, 2, fields.length);
    return proxy.ask(lines);
  }

  private RawResponse connect(String authority) throws IOException {
    return proxy.ask("CONNECT " + authority + " HTTP/1.1", "Host: " + authority);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ads.example",
        "x.ads.example",
        "X.ADS.Example.",
        "a.own.example",
        "xn--mnchen-3ya.example",
        "[2001:db8::1]",
        "[2001:DB8:0::0:1]"
      })
  void listedHostsAreRefusedHoweverTheyAreWritten(String host) throws IOException {
    assertThat(get(host).status()).isEqualTo(403);
    assertThat(connect(host + ":443").status()).isEqualTo(403);
    assertThat(dns.queries()).isEmpty();
    assertThat(origin.connections()).isZero();
  }

  @Test
  void othersAndAllowedOnesAreReached() throws IOException {
    dns.address("shop.example", 60, "127.0.0.1").address("fine.ads.example", 60, "127.0.0.1");
    assertThat(get("shop.example").text()).isEqualTo("ok");
    assertThat(get("fine.ads.example").text()).isEqualTo("ok");
    try (RawClient tunnel = proxy.tunnel("shop.example:" + origin.port())) {
      assertThat(tunnel.exchange(Proxy.text("GET / HTTP/1.1", "Host: a")).text()).isEqualTo("ok");
    }
  }

  @Test
  void theRefusalNamesListAndEntryInTheFormTheClientWants() throws IOException {
    String why = "x.ads.example is blocked by the list \"ads\" (entry ||ads.example^)";
    RawResponse text = get("x.ads.example");
    assertThat(text.text()).isEqualTo("403 Forbidden: " + why + "\n");
    assertThat(text.header("Proxy-Status"))
        .startsWith("fairlead; error=http_request_denied; details=\"x.ads.example is blocked");
    RawResponse json = get("x.ads.example", "Accept: application/json");
    assertThat(json.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(json.text()).contains("\"status\":403", why.replace("\"", "\\\""));
    RawResponse page = get("x.ads.example", "Accept: text/html,*/*;q=0.8");
    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(page.text())
        .contains("x.ads.example is blocked by the list &quot;ads&quot; (entry ||ads.example^)");
    assertThat(proxy.logged("x.ads.example")).contains("403");
  }

  @Test
  void http2ClientsAreRefusedAlike() throws IOException {
    try (RawH2Client client = RawH2Client.connect(proxy.port())) {
      client.headers(
          1,
          true,
          List.of(
              new Field(":method", "GET"),
              new Field(":scheme", "https"),
              new Field(":authority", "x.ads.example"),
              new Field(":path", "/")));
      RawH2Client.Answer get = client.answer(1);
      assertThat(get.status()).isEqualTo(403);
      assertThat(new String(get.body(), StandardCharsets.UTF_8)).contains("list \"ads\"");
      client.headers(
          3,
          false,
          List.of(new Field(":method", "CONNECT"), new Field(":authority", "x.ads.example:443")));
      assertThat(client.answer(3).status()).isEqualTo(403);
    }
  }

  @Test
  void aliasesOfListedHostsAreRefused() throws IOException {
    dns.alias("metrics.shop.example", 60, "cdn.example").alias("cdn.example", 60, "t.ads.example");
    dns.address("t.ads.example", 60, "127.0.0.1");
    RawResponse refused = get("metrics.shop.example");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text())
        .contains("metrics.shop.example is an alias of t.ads.example, which is blocked by")
        .contains("(entry ||ads.example^)");
    assertThat(connect("metrics.shop.example:" + origin.port()).status()).isEqualTo(403);
    assertThat(origin.connections()).isZero();
    dns.alias("www.fine.example", 60, "fine.ads.example");
    dns.address("fine.ads.example", 60, "127.0.0.1");
    assertThat(get("www.fine.example").text()).isEqualTo("ok");
  }

  @Test
  void backendsAndLocalPathsAreTheOperatorsChoice() throws Exception {
    dns.address("backend.ads.example", 60, "127.0.0.1");
    proxy.change(
        LISTED.formatted(dns.address().getPort())
            + "routing: {default_backend: \"http://backend.ads.example:%d\"}\n"
                .formatted(origin.port()));
    assertThat(proxy.ask("GET / HTTP/1.1", "Host: ads.example").text()).isEqualTo("ok");
    assertThat(proxy.ask("GET /health HTTP/1.1", "Host: ads.example").status()).isEqualTo(200);
  }

  @Test
  void aListIsReadAgainWhileRequestsPass() throws Exception {
    dns.address("shop.example", 60, "127.0.0.1").address("later.example", 60, "127.0.0.1");
    assertThat(get("later.example").status()).isEqualTo(200);
    try (var load = Load.start(4, () -> get("shop.example").status() == 200)) {
      for (int round = 0; round < 3; round++) {
        list("||ads.example^", "later.example");
        Eventually.until("later.example is refused", () -> get("later.example").status() == 403);
        list("||ads.example^", "# shorter");
        Eventually.until("later.example is back", () -> get("later.example").status() == 200);
      }
      assertThat(load.failed()).isZero();
      assertThat(load.passed()).isPositive();
    }
    assertThat(proxy.reloads()).isZero();
  }

  @Test
  void aChangedConfigurationHoldsForAliasesToo() throws Exception {
    dns.alias("www.shop.example", 60, "edge.new.example");
    dns.address("edge.new.example", 60, "127.0.0.1");
    assertThat(get("www.shop.example").status()).isEqualTo(200);
    String more = LISTED.replace("blocked: [", "blocked: [\"*.new.example\", ");
    proxy.change(more.formatted(dns.address().getPort()));
    assertThat(connect("www.shop.example:" + origin.port()).status()).isEqualTo(403);
  }

  @Test
  void aListThatDoesNotExistIsAConfigurationErrorWithItsPlace() {
    String yaml = "security: {filtering: {domains: {lists: [{name: a, path: gone.txt}]}}}\n";
    assertThatThrownBy(() -> Proxy.start(folder, yaml))
        .hasMessageContaining("security.filtering.domains.lists[0].path")
        .hasMessageContaining("gone.txt");
    String entry = "security: {filtering: {domains: {blocked: [\"ads.*\"]}}}\n";
    assertThatThrownBy(() -> Proxy.start(folder, entry))
        .hasMessageContaining("security.filtering.domains.blocked[0]");
  }
}
