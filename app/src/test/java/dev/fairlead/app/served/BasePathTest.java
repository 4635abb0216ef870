package dev.fairlead.app.served;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.RawResponse;
import dev.fairlead.testkit.ScriptedOrigin;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A backend with a path is a folder, and nobody climbs out of it. */
final class BasePathTest {
  @TempDir Path folder;

  private Proxy start(ScriptedOrigin origin) throws IOException {
    return Proxy.start(
        folder,
        """
        routing:
          rules:
            - match: {host: shop.example}
              forward: {target: "http://%1$s/public/", strip_prefix: /api}
          default_backend: "http://%1$s/public"
        """
            .formatted(origin.authority()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/../..",
        "/api/../../",
        "/api/../../private",
        "/../private",
        "/..",
        "/a/../../private",
        "/api/%2e%2e/%2E%2e/private",
        "/.%2e/private",
        "/api/..%2f..%2fprivate",
        "/api/./.././../private",
        "/a/..%2fb",
        "/api/a/%2e%2e/%2e%2e/%2e%2e/private"
      })
  void pathThatClimbsOutIsRefused(String path) throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy = start(origin)) {
      for (String host : new String[] {"shop.example", "other.example"}) {
        RawResponse answer = proxy.ask("GET " + path + " HTTP/1.1", "Host: " + host);
        assertThat(answer.status()).as(host).isEqualTo(400);
      }
      assertThat(origin.requests()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/api/a/../b, /public/b",
    "/api/../api, /public/",
    "/a/../b?c=../.., /public/b?c=../..",
    "/a/%2e%2e/b, /public/a/%2e%2e/b",
    "/...?x, /public/...?x",
    "/a..b, /public/a..b"
  })
  void pathThatStaysInsideIsSettled(String asked, String sent) throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy = start(origin)) {
      RawResponse answer = proxy.ask("GET " + asked + " HTTP/1.1", "Host: shop.example");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(origin.last().target()).isEqualTo(sent);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/%2e%2e/private",
        "/api/a/%2e%2e/%2e%2e/private",
        "/api/a/../%2E./private",
        "/api//../private",
        "/%61pi/../private"
      })
  void prefixTakenOffLeavesNoStepOut(String path) throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy = start(origin)) {
      RawResponse answer = proxy.ask("GET " + path + " HTTP/1.1", "Host: shop.example");
      if (answer.status() == 400) {
        assertThat(origin.requests()).isZero();
      } else {
        String decoded = URLDecoder.decode(origin.last().target(), UTF_8);
        assertThat(Path.of(decoded).normalize()).startsWithRaw(Path.of("/public"));
      }
    }
  }

  @Test
  void withoutABasePathTheBackendSeesWhatWasAsked() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy =
            Proxy.start(
                folder,
                "routing: {default_backend: \"http://%s\"}\n".formatted(origin.authority()))) {
      proxy.ask("GET /a/../b HTTP/1.1", "Host: a.example");
      assertThat(origin.last().target()).isEqualTo("/a/../b");
    }
  }
}
