package dev.fairlead.app.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.filters.authentication.Secret;
import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.FakeDns;
import dev.fairlead.testkit.RawResponse;
import dev.fairlead.testkit.ScriptedOrigin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may use the proxy: credentials and addresses. */
final class WhoTest {
  @TempDir Path folder;

  private static String basic(String pair) {
    byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
    return "Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  private static RawResponse get(Proxy proxy, String authority, String credentials)
      throws IOException {
    return proxy.ask("GET http://" + authority + "/ HTTP/1.1", "Host: " + authority, credentials);
  }

  @Test
  void strangersAreChallengedBeforeAnyNameIsResolved() throws Exception {
    try (var dns = FakeDns.start().address("origin.example", 60, "127.0.0.1");
        var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy =
            Proxy.start(
                folder,
                Proxy.OPEN
                    + """
                    upstream: {dns: {servers: ["127.0.0.1:%d"], hosts_file: false}}
                    auth: {required: true, users: [{name: ann, password: secret}]}
                    """
                        .formatted(dns.address().getPort()))) {
      String authority = "origin.example:" + origin.port();
      for (String credentials :
          new String[] {
            "X-None: 1",
            basic("ann:wrong"),
            basic("bob:secret"),
            basic("ann"),
            "Proxy-Authorization: Basic !!!",
            "Proxy-Authorization: Bearer secret",
            basic("ann:secret") + "\r\n" + basic("ann:secret")
          }) {
        RawResponse answer = get(proxy, authority, credentials);
        assertThat(answer.status()).as(credentials).isEqualTo(407);
        assertThat(answer.header("Proxy-Authenticate"))
            .isEqualTo("Basic realm=\"fairlead\", charset=\"UTF-8\"");
      }
      assertThat(proxy.ask("CONNECT " + authority + " HTTP/1.1", "Host: " + authority).status())
          .isEqualTo(407);
      assertThat(dns.queries()).isEmpty();

      assertThat(get(proxy, authority, basic("ann:secret")).text()).isEqualTo("ok");
      assertThat(origin.last().header("Proxy-Authorization")).isNull();
      assertThat(dns.queries("origin.example")).isPositive();
      assertThat(proxy.logged(" ann 200 ")).contains("GET");
    }
  }

  @Test
  void hashesServeAsWellAsSecrets() throws Exception {
    String token = "flt_0123456789abcdef";
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy =
            Proxy.start(
                folder,
                Proxy.OPEN
                    + """
                    auth:
                      required: true
                      realm: "the lab"
                      users: [{name: ann, password_hash: "%s"}]
                      tokens: [{name: ci, token_hash: "sha256$%s"}]
                    """
                        .formatted(Secret.hash("häss:lich"), HexFormat.of().formatHex(digest)))) {
      String authority = origin.authority();
      RawResponse challenge = get(proxy, authority, "X-None: 1");
      assertThat(challenge.headers("Proxy-Authenticate"))
          .containsExactly(
              "Basic realm=\"the lab\", charset=\"UTF-8\"", "Bearer realm=\"the lab\"");
      assertThat(get(proxy, authority, basic("ann:häss:lich")).text()).isEqualTo("ok");
      assertThat(get(proxy, authority, basic("ann:hässlich")).status()).isEqualTo(407);
      assertThat(get(proxy, authority, "Proxy-Authorization: bearer " + token).text())
          .isEqualTo("ok");
      assertThat(get(proxy, authority, "Proxy-Authorization: Bearer " + token + "x").status())
          .isEqualTo(407);
      proxy.logged(" ci 200 ");
    }
  }

  @Test
  void theReverseDoorAndHealthAskForNoProxyCredentials() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy =
            Proxy.start(
                folder,
                """
                auth: {required: true, users: [{name: ann, password: secret}]}
                routing: {default_backend: "http://%s"}
                """
                    .formatted(origin.authority()))) {
      assertThat(proxy.ask("GET / HTTP/1.1", "Host: shop.example").text()).isEqualTo("ok");
      assertThat(proxy.ask("GET /health HTTP/1.1", "Host: shop.example").status()).isEqualTo(200);
    }
  }

  @Test
  void addressesAreAllowedOrDeniedAndDenyWins() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"))) {
      String yaml = Proxy.OPEN + "security: {access: {%s}}\n";
      for (String refusing :
          new String[] {
            "deny: [127.0.0.0/8]", "allow: [10.0.0.0/8]", "allow: [127.0.0.1], deny: [127.0.0.1]"
          }) {
        try (var proxy = Proxy.start(folder, yaml.formatted(refusing))) {
          RawResponse answer = get(proxy, origin.authority(), "X-None: 1");
          assertThat(answer.status()).as(refusing).isEqualTo(403);
          assertThat(answer.text()).contains("security.access.");
        }
      }
      assertThat(origin.connections()).isZero();
      try (var proxy =
          Proxy.start(folder, yaml.formatted("allow: [127.0.0.1, \"::1\"], deny: [10.0.0.0/8]"))) {
        assertThat(get(proxy, origin.authority(), "X-None: 1").text()).isEqualTo("ok");
      }
    }
  }
}
