package dev.fairlead.app.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.RawResponse;
import dev.fairlead.testkit.ScriptedOrigin;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much clients may ask, and how long they may take, as the configuration says. */
final class LimitsTest {
  @TempDir Path folder;

  @Test
  void bodiesAreLimitedByDoorAndRule() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy =
            Proxy.start(
                folder,
                Proxy.OPEN
                    + """
                    server: {limits: {body: 10, forward_body: 20}}
                    routing:
                      rules:
                        - match: {path: /wide/}
                          forward: {target: "http://%1$s", limits: {body: 30}}
                      default_backend: "http://%1$s"
                    """
                        .formatted(origin.authority()))) {
      assertThat(post(proxy, "/", 10).status()).isEqualTo(200);
      assertThat(post(proxy, "/", 11).status()).isEqualTo(413);
      assertThat(post(proxy, "/wide/", 30).status()).isEqualTo(200);
      assertThat(post(proxy, "/wide/", 31).status()).isEqualTo(413);
      String url = "http://" + origin.authority() + "/";
      assertThat(post(proxy, url, 20).status()).isEqualTo(200);
      assertThat(post(proxy, url, 21).status()).isEqualTo(413);
      RawResponse chunked =
          proxy.ask(
              "POST / HTTP/1.1",
              "Host: a.example",
              "Transfer-Encoding: chunked",
              "",
              "b",
              "12345678901",
              "0");
      assertThat(chunked.status()).isEqualTo(413);
    }
  }

  private static RawResponse post(Proxy proxy, String target, int bytes) throws Exception {
    try (RawClient client = proxy.connect()) {
      return client.exchange(
          Proxy.text(
                  "POST " + target + " HTTP/1.1",
                  "Host: " + (target.startsWith("/") ? "a.example" : target.split("/", -1)[2]),
                  "Content-Length: " + bytes)
              + "x".repeat(bytes));
    }
  }

  @Test
  void headsAreLimited() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy =
            Proxy.start(
                folder,
                """
                server: {limits: {url: 100, headers: 1KB, header_count: 5}}
                routing: {default_backend: "http://%s"}
                """
                    .formatted(origin.authority()))) {
      String fits = "/" + "a".repeat(99);
      assertThat(proxy.ask("GET " + fits + " HTTP/1.1", "Host: a").status()).isEqualTo(200);
      String longer = "/" + "a".repeat(200);
      assertThat(proxy.ask("GET " + longer + " HTTP/1.1", "Host: a").status()).isEqualTo(414);
      assertThat(proxy.ask("GET / HTTP/1.1", "Host: a", "X: " + "b".repeat(1024)).status())
          .isEqualTo(431);
      assertThat(proxy.ask("GET / HTTP/1.1", "Host: a", "A: 1", "B: 1", "C: 1", "D: 1").status())
          .isEqualTo(200);
      assertThat(
              proxy
                  .ask("GET / HTTP/1.1", "Host: a", "A: 1", "B: 1", "C: 1", "D: 1", "E: 1")
                  .status())
          .isEqualTo(431);
      assertThat(origin.requests()).isEqualTo(2);
    }
  }

  @Test
  void aRuleMayTakeLargerOrSmallerHeadsThanTheOthers() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy =
            Proxy.start(
                folder,
                """
                server: {limits: {url: 100, headers: 1KB}}
                routing:
                  rules:
                    - match: {path: /wide/}
                      forward: {target: "http://%1$s", limits: {url: 300, headers: 4KB}}
                    - match: {path: /narrow/}
                      forward: {target: "http://%1$s", limits: {url: 50, headers: 200}}
                  default_backend: "http://%1$s"
                """
                    .formatted(origin.authority()))) {
      assertThat(head(proxy, "/wide/", 300, 2_000)).isEqualTo(200);
      assertThat(head(proxy, "/wide/", 301, 10)).isEqualTo(414);
      assertThat(head(proxy, "/wide/", 300, 5_000)).isEqualTo(431);
      assertThat(head(proxy, "/narrow/", 50, 100)).isEqualTo(200);
      assertThat(head(proxy, "/narrow/", 51, 10)).isEqualTo(414);
      assertThat(head(proxy, "/narrow/", 50, 300)).isEqualTo(431);
      assertThat(head(proxy, "/usual/", 100, 900)).isEqualTo(200);
      assertThat(head(proxy, "/usual/", 101, 10)).isEqualTo(414);
      assertThat(head(proxy, "/usual/", 100, 2_000)).isEqualTo(431);
      assertThat(origin.requests()).isEqualTo(3);
    }
  }

  private static int head(Proxy proxy, String prefix, int target, int field) throws Exception {
    String path = prefix + "a".repeat(target - prefix.length());
    return proxy.ask("GET " + path + " HTTP/1.1", "Host: a", "X: " + "b".repeat(field)).status();
  }

  @Test
  void aHeadThatNeverEndsIsTimedOut() throws Exception {
    try (var proxy = Proxy.start(folder, "server: {timeouts: {header: 300ms}}\n");
        var client = proxy.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: a");
      assertThat(client.readResponse().status()).isEqualTo(408);
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  void anOriginThatNeverAnswersIsTimedOut() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.hang());
        var proxy =
            Proxy.start(
                folder,
                """
                server: {timeouts: {first_byte_reverse: 1s}}
                routing: {default_backend: "http://%s"}
                """
                    .formatted(origin.authority()))) {
      assertThat(proxy.ask("GET / HTTP/1.1", "Host: a").status()).isEqualTo(504);
    }
  }

  @Test
  void noMoreConnectionsThanAllowed() throws Exception {
    try (var proxy = Proxy.start(folder, "server: {limits: {connections: 1}}\n");
        var first = proxy.connect()) {
      assertThat(first.exchange(Proxy.text("GET /health HTTP/1.1", "Host: a")).status())
          .isEqualTo(200);
      try (var second = proxy.connect()) {
        RawResponse answer = second.readResponse();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
      }
    }
  }
}
