package dev.fairlead.app.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.Eventually;
import dev.fairlead.testkit.FreePort;
import dev.fairlead.testkit.RawResponse;
import dev.fairlead.testkit.ScriptedOrigin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a client sends as a credential is nowhere to be read afterwards. */
final class RedactionTest {
  private static final String SECRET = "pl4nted";
  private static final String QUERY = "?q=kept&key=" + SECRET + "&access_token=" + SECRET + "2";

  @TempDir Path folder;

  private final List<String> told = new ArrayList<>();

  private void ask(Proxy proxy, String line, String host) throws Exception {
    RawResponse answer =
        proxy.ask(
            line + " HTTP/1.1",
            "Host: " + host,
            "Authorization: Bearer " + SECRET,
            "Proxy-Authorization: Basic dTpwbDRudGVk",
            "Cookie: session=" + SECRET,
            "x-api-key: " + SECRET,
            "x-goog-api-key: " + SECRET);
    told.add(answer.status() + answer.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  void nothingTellsASecret(String format) throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy =
            Proxy.start(
                folder,
                Proxy.OPEN
                    + """
                    logging: {level: trace, format: %s}
                    auth: {required: true, users: [{name: u, password: pl4nted}]}
                    """
                        .formatted(format))) {
      String gone = "127.0.0.1:" + FreePort.next();
      ask(proxy, "GET http://" + origin.authority() + "/a" + QUERY, origin.authority());
      ask(proxy, "GET http://" + gone + "/b" + QUERY, gone);
      ask(proxy, "GET /c" + QUERY, "nobody.example");
      ask(proxy, "GET /api/config" + QUERY, "localhost");
      ask(proxy, "CONNECT " + gone, gone);
      proxy.ask("GET http://" + gone + "/d" + QUERY + " HTTP/1.1", "Host: " + gone);
      proxy.ask("GET /e" + QUERY + " HTTP/1.1 x", "Host: " + gone, "Cookie: a=" + SECRET);
      proxy.logged("/d?q=kept");
      Eventually.until("recorded", () -> history(proxy).contains("/d?q=kept"));
      told.add(history(proxy));
      String id = history(proxy).replaceAll("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
      told.add(proxy.control("GET /api/requests/" + id, "").text());
      told.add(proxy.control("GET /api/logs/history?level=trace", "").text());
      told.add(proxy.control("GET /api/config", "").text());
      told.add(proxy.control("GET /api/requests/detail", "").text());
      told.add(proxy.control("GET /metrics", "").text());
      told.add(proxy.log());
      assertThat(told).noneMatch(text -> text.contains(SECRET) || text.contains("dTpwbDRudGVk"));
      assertThat(proxy.log()).contains("/a?q=kept&key=****&access_token=****");
    }
  }

  private static String history(Proxy proxy) throws Exception {
    return proxy.control("GET /api/requests", "").text();
  }

  /** What is hidden from the record is not hidden from the origin. */
  @Test
  void theOriginSeesWhatTheClientSent() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy = Proxy.start(folder, Proxy.OPEN)) {
      ask(proxy, "GET http://" + origin.authority() + "/a" + QUERY, origin.authority());
      assertThat(origin.last().target()).isEqualTo("/a" + QUERY);
    }
  }
}
