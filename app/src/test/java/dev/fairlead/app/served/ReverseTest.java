package dev.fairlead.app.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.HttpOrigin;
import dev.fairlead.testkit.RawResponse;
import dev.fairlead.testkit.ScriptedOrigin;
import dev.fairlead.testkit.TestCa;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reverse door: which backend gets a request, and what it sees of it. */
final class ReverseTest {
  @TempDir Path folder;

  private static String get(Proxy proxy, String host, String path, String... more)
      throws IOException {
    return send(proxy, "GET", host, path, more).text();
  }

  private static RawResponse send(
      Proxy proxy, String method, String host, String path, String... more) throws IOException {
    String[] lines = new String[more.length + 2];
    lines[0] = method + " " + path + " HTTP/1.1";
    lines[1] = "Host: " + host;
    System.arraycopy(more, 0, lines, 2, more.length);
    return proxy.ask(lines);
  }

  @Test
  void theFirstRuleThatFitsChoosesTheBackend() throws Exception {
    try (var exact = ScriptedOrigin.start(Answers.fixed("exact"));
        var wild = ScriptedOrigin.start(Answers.fixed("wild"));
        var api = ScriptedOrigin.start(Answers.fixed("api"));
        var writes = ScriptedOrigin.start(Answers.fixed("writes"));
        var beta = ScriptedOrigin.start(Answers.fixed("beta"));
        var rest = ScriptedOrigin.start(Answers.fixed("rest"));
        var proxy =
            Proxy.start(
                folder,
                """
                routing:
                  rules:
                    - {match: {host: shop.example}, forward: {target: "http://%s"}}
                    - {match: {host: "*.shop.example"}, forward: {target: "http://%s"}}
                    - {match: {path: /api/}, forward: {target: "http://%s"}}
                    - {match: {method: [POST, PUT], path: "/v*/items"}, forward: {target: "http://%s"}}
                    - {match: {headers: {X-Beta: "*", X-Stage: two}}, forward: {target: "http://%s"}}
                  default_backend: "http://%s"
                """
                    .formatted(
                        exact.authority(),
                        wild.authority(),
                        api.authority(),
                        writes.authority(),
                        beta.authority(),
                        rest.authority()))) {
      assertThat(get(proxy, "shop.example", "/api/x")).isEqualTo("exact");
      assertThat(get(proxy, "SHOP.example.:99", "/")).isEqualTo("exact");
      assertThat(get(proxy, "a.b.shop.example", "/")).isEqualTo("wild");
      assertThat(get(proxy, "notshop.example", "/api/a/b?c")).isEqualTo("api");
      assertThat(get(proxy, "other.example", "/api")).isEqualTo("rest");
      assertThat(send(proxy, "PUT", "other.example", "/v2/items", "Content-Length: 0").text())
          .isEqualTo("writes");
      assertThat(get(proxy, "other.example", "/v2/items")).isEqualTo("rest");
      assertThat(get(proxy, "other.example", "/", "X-Stage: two", "X-Beta: yes")).isEqualTo("beta");
      assertThat(get(proxy, "other.example", "/", "X-Stage: one", "X-Beta: yes")).isEqualTo("rest");
    }
  }

  @Test
  void aPrefixIsTakenOffAndTheBackendsPathPutInFront() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy =
            Proxy.start(
                folder,
                """
                routing:
                  rules:
                    - match: {host: shop.example}
                      forward: {target: "http://%s/base/", strip_prefix: /api}
                """
                    .formatted(origin.authority()))) {
      for (var expected :
          new String[][] {
            {"/api/items?q=1", "/base/items?q=1"},
            {"/api", "/base/"},
            {"/api?q", "/base/?q"},
            {"/apis", "/base/apis"},
            {"/", "/base/"},
            {"/a", "/base/a"},
          }) {
        assertThat(get(proxy, "shop.example", expected[0])).isEqualTo("ok");
        assertThat(origin.last().target()).as(expected[0]).isEqualTo(expected[1]);
      }
    }
  }

  @Test
  void theBackendSeesItsOwnHostUnlessTheClientsIsPreserved() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy =
            Proxy.start(
                folder,
                """
                routing:
                  rules:
                    - match: {host: kept.example}
                      forward: {target: "http://%1$s", preserve_host: true}
                  default_backend: "http://%1$s"
                """
                    .formatted(origin.authority()))) {
      get(proxy, "kept.example", "/");
      assertThat(origin.last().headers("Host")).containsExactly("kept.example");
      get(proxy, "swapped.example", "/", "X-Forwarded-For: 6.6.6.6", "Forwarded: for=6.6.6.6");
      assertThat(origin.last().headers("Host")).containsExactly(origin.authority());
      assertThat(origin.last().header("X-Forwarded-Host")).isEqualTo("swapped.example");
      assertThat(origin.last().header("X-Forwarded-For")).isEqualTo("127.0.0.1");
      assertThat(origin.last().header("X-Forwarded-Proto")).isEqualTo("http");
      assertThat(origin.last().header("Forwarded"))
          .isEqualTo("for=127.0.0.1;host=\"swapped.example\";proto=http");
    }
  }

  @Test
  void aTrustedProxysAccountOfTheClientIsKept() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy =
            Proxy.start(
                folder,
                """
                server: {trusted_proxies: [127.0.0.1]}
                routing: {default_backend: "http://%s"}
                """
                    .formatted(origin.authority()))) {
      get(proxy, "a.example", "/", "X-Forwarded-For: 192.0.2.9", "X-Forwarded-Proto: https");
      assertThat(origin.last().header("X-Forwarded-For")).isEqualTo("192.0.2.9, 127.0.0.1");
      assertThat(origin.last().header("X-Forwarded-Proto")).isEqualTo("https");
    }
  }

  @Test
  void aBackendInTlsIsVerifiedAgainstTheCertificatesGiven() throws Exception {
    TestCa ca = TestCa.create();
    ca.write(folder.resolve("ca.pem"));
    try (var origin = HttpOrigin.startTls(ca.leaf("localhost"))) {
      String routing =
          "routing: {default_backend: \"https://localhost:%d\"}\n".formatted(origin.port());
      try (var proxy = Proxy.start(folder, routing + "upstream: {tls: {ca: [ca.pem]}}\n")) {
        assertThat(get(proxy, "a.example", "/hello")).contains("HTTP/2", "/hello");
      }
      try (var proxy = Proxy.start(folder, routing)) {
        RawResponse refused = send(proxy, "GET", "a.example", "/");
        assertThat(refused.status()).isEqualTo(502);
        assertThat(refused.header("Proxy-Status")).contains("error=tls_certificate_error");
      }
    }
  }

  @Test
  void aBackendThatWantsAClientCertificateGetsIt() throws Exception {
    TestCa ca = TestCa.create();
    ca.write(folder.resolve("ca.pem"));
    ca.leaf("client.example").write(folder, "client");
    try (var origin = MutualTls.start(ca)) {
      String yaml =
          """
          routing: {default_backend: "https://localhost:%d"}
          upstream: {tls: {ca: [ca.pem], cert: client.pem, key: client.key}}
          """
              .formatted(origin.port());
      try (var proxy = Proxy.start(folder, yaml)) {
        assertThat(get(proxy, "a.example", "/")).contains("client.example");
      }
      try (var proxy =
          Proxy.start(folder, yaml.replace(", cert: client.pem, key: client.key", ""))) {
        assertThat(send(proxy, "GET", "a.example", "/").status()).isEqualTo(502);
      }
    }
  }

  @Test
  void withoutARuleOrABackendThereIsAHelpfulPage() throws Exception {
    try (var proxy = Proxy.start(folder, "")) {
      RawResponse answer = send(proxy, "GET", "nobody.example", "/");
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.text()).contains("routing.default_backend", "HTTP_PROXY");
    }
  }
}
