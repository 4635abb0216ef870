package dev.fairlead.app.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.RawResponse;
import dev.fairlead.testkit.ScriptedOrigin;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Fairlead answers itself, and the safe headers. */
final class LocalTest {
  @TempDir Path folder;

  @Test
  void healthAnswersUnderAnyHost() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy =
            Proxy.start(
                folder,
                "routing: {default_backend: \"http://%s\"}\n".formatted(origin.authority()))) {
      for (String path :
          new String[] {"/health", "/health/liveness", "/health/readiness", "/health/startup"}) {
        RawResponse answer = proxy.ask("GET " + path + "?x HTTP/1.1", "Host: whatever.example");
        assertThat(answer.status()).as(path).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{\"status\":\"ok\",\"state\":\"ready\"}\n");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Fairlead-Request-Id")).hasSize(36);
      }
      assertThat(origin.requests()).isZero();
      assertThat(proxy.ask("GET /healthy HTTP/1.1", "Host: a").text()).isEqualTo("ok");
    }
  }

  @Test
  void aRuleThatNamesTheHostComesFirst() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("theirs"));
        var proxy =
            Proxy.start(
                folder,
                """
                routing:
                  rules: [{match: {host: shop.example}, forward: {target: "http://%s"}}]
                """
                    .formatted(origin.authority()))) {
      assertThat(proxy.ask("GET /health HTTP/1.1", "Host: shop.example").text())
          .isEqualTo("theirs");
    }
  }

  @Test
  void aNameOfOursIsLocalEvenInAbsoluteForm() throws Exception {
    try (var proxy = Proxy.start(folder, "server: {names: [proxy.corp.example]}\n")) {
      String us = "proxy.corp.example:" + proxy.port();
      assertThat(proxy.ask("GET http://" + us + "/health HTTP/1.1", "Host: " + us).status())
          .isEqualTo(200);
    }
  }

  @Test
  void safeHeadersAreOnLocalAndReverseResponses() throws Exception {
    try (var origin =
            ScriptedOrigin.start(Answers.fixed(200, "ok", "X-Frame-Options: SAMEORIGIN"));
        var proxy =
            Proxy.start(
                folder,
                Proxy.OPEN
                    + "routing: {default_backend: \"http://%s\"}\n"
                        .formatted(origin.authority()))) {
      RawResponse local = proxy.ask("GET /health HTTP/1.1", "Host: a");
      assertThat(local.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(local.header("X-Frame-Options")).isEqualTo("DENY");
      assertThat(local.header("Referrer-Policy")).isEqualTo("no-referrer");
      RawResponse reverse = proxy.ask("GET / HTTP/1.1", "Host: a");
      assertThat(reverse.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(reverse.headers("X-Frame-Options")).containsExactly("SAMEORIGIN");
      RawResponse forward =
          proxy.ask(
              "GET http://" + origin.authority() + "/ HTTP/1.1", "Host: " + origin.authority());
      assertThat(forward.header("X-Content-Type-Options")).isNull();
    }
  }

  @Test
  void safeHeadersCanBeChangedWidenedAndTurnedOff() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"))) {
      String[] forward = {
        "GET http://" + origin.authority() + "/ HTTP/1.1", "Host: " + origin.authority()
      };
      String headers = "security: {headers: {%s}}\n";
      try (var proxy =
          Proxy.start(folder, Proxy.OPEN + headers.formatted("apply: all, x_frame_options: off"))) {
        assertThat(proxy.ask(forward).header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(proxy.ask(forward).header("X-Frame-Options")).isNull();
      }
      try (var proxy = Proxy.start(folder, headers.formatted("enabled: false"))) {
        assertThat(proxy.ask("GET /health HTTP/1.1", "Host: a").header("Referrer-Policy")).isNull();
      }
    }
  }
}
