package dev.fairlead.app.served;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.RawResponse;
import dev.fairlead.testkit.ScriptedOrigin;
import dev.fairlead.testkit.TestCa;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rules of the configuration do with header fields. */
final class HeadersTest {
  @TempDir Path folder;

  @Test
  void rulesForAllAndForOneRouteChangeRequestsAndResponses() throws Exception {
    try (var origin =
            ScriptedOrigin.start(
                Answers.fixed(200, "ok", "X-Powered-By: x", "X-Frame-Options: A"));
        var proxy =
            Proxy.start(
                folder,
                Proxy.OPEN
                    + """
                    headers:
                      request:
                        - {set: {X-Client: "%%{client.ip}", X-Rule: "%%{route}"}, remove: [X-Debug]}
                        - {match: {methods: [POST]}, add: {X-Method: "%%{method}"}}
                      response:
                        - {remove: X-Powered-By, set_if_absent: {X-Id: "%%{request.id}"}}
                    routing:
                      rules:
                        - name: api
                          match: {path: /api/}
                          forward: {target: "http://%1$s"}
                          headers:
                            request: [{set: {X-Rule: "one of %%{route}"}}]
                            response: [{set: {X-Frame-Options: B}}]
                            security: {referrer_policy: same-origin, x_content_type_options: off}
                      default_backend: "http://%1$s"
                    """
                        .formatted(origin.authority()))) {
      RawResponse usual =
          proxy.ask("GET / HTTP/1.1", "Host: a", "X-Client: forged", "X-Debug: 1", "X-Rule: y");
      assertThat(origin.last().headers("X-Client")).containsExactly("127.0.0.1");
      assertThat(origin.last().headers("X-Rule")).containsExactly("default_backend");
      assertThat(origin.last().headers("X-Debug")).isEmpty();
      assertThat(origin.last().headers("X-Method")).isEmpty();
      assertThat(usual.header("X-Powered-By")).isNull();
      assertThat(usual.header("X-Id")).hasSize(36);
      assertThat(usual.header("X-Frame-Options")).isEqualTo("A");
      assertThat(usual.header("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(usual.header("Strict-Transport-Security")).isNull();
      RawResponse api = proxy.ask("POST /api/ HTTP/1.1", "Host: a", "Content-Length: 0");
      assertThat(origin.last().headers("X-Rule")).containsExactly("one of api");
      assertThat(origin.last().headers("X-Method")).containsExactly("POST");
      assertThat(api.header("X-Frame-Options")).isEqualTo("B");
      assertThat(api.header("Referrer-Policy")).isEqualTo("same-origin");
      assertThat(api.header("X-Content-Type-Options")).isNull();
      String url = "http://" + origin.authority() + "/";
      proxy.ask("GET " + url + " HTTP/1.1", "Host: " + origin.authority());
      assertThat(origin.last().headers("X-Client")).containsExactly("127.0.0.1");
    }
  }

  @Test
  void ourOwnAnswersObeyResponseRulesToo() throws Exception {
    try (var proxy =
        Proxy.start(
            folder,
            """
            headers: {response: [{set: {X-Door: "%{door}"}}]}
            security: {access: {deny: [127.0.0.1]}}
            """)) {
      RawResponse refused = proxy.ask("GET / HTTP/1.1", "Host: a");
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.header("X-Door")).isEqualTo("local");
    }
  }

  @Test
  void transportSecurityIsSentOverTlsToHostNamesOnly() throws Exception {
    TestCa ca = TestCa.create();
    ca.leaf("proxy.example").write(folder, "one");
    try (var proxy =
            Proxy.start(
                folder,
                """
                server: {tls: {cert: one.pem, key: one.key}, names: [proxy.example]}
                security: {headers: {content_security_policy: "default-src 'self'"}}
                """);
        var client = RawClient.tls(proxy.port(), ca, "proxy.example")) {
      RawResponse named =
          client.exchange(Proxy.text("GET /health HTTP/1.1", "Host: proxy.example"));
      assertThat(named.header("Strict-Transport-Security")).isEqualTo("max-age=31536000");
      assertThat(named.header("Content-Security-Policy")).isEqualTo("default-src 'self'");
      RawResponse address = client.exchange(Proxy.text("GET /health HTTP/1.1", "Host: 127.0.0.1"));
      assertThat(address.header("Strict-Transport-Security")).isNull();
      assertThat(proxy.ask("GET /health HTTP/1.1", "Host: proxy.example").headers())
          .noneMatch(field -> field.name().equalsIgnoreCase("Strict-Transport-Security"));
    }
  }

  @Test
  void whatCannotBeDoneIsRefusedWithPlaceAndRemedy() {
    assertThatThrownBy(() ->
            Proxy.start(
                folder,
                """
                headers:
                  request:
                    - {set: {Host: x, X-A: "%{nobody}"}}
                    - {}
                  response:
                    - {add: {Content-Length: "1"}, match: {paths: [relative]}}
                """))
        .hasMessageContaining("headers.request[0].set.Host")
        .hasMessageContaining("preserve_host")
        .hasMessageContaining("headers.request[0].set.X-A")
        .hasMessageContaining("%{client.ip}")
        .hasMessageContaining("headers.request[1]")
        .hasMessageContaining("headers.response[0].add.Content-Length")
        .hasMessageContaining("headers.response[0].match");
  }
}
