package dev.fairlead.app.served;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.Field;
import dev.fairlead.testkit.RawH2Client;
import dev.fairlead.testkit.ScriptedOrigin;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Extended CONNECT (RFC 8441) that an HTTP/1.1 origin does not grant. */
@Timeout(30)
final class WebSocketRefusedTest {
  private static final List<Field> CHAT =
      List.of(
          new Field(":method", "CONNECT"),
          new Field(":protocol", "websocket"),
          new Field(":scheme", "http"),
          new Field(":authority", "a.example"),
          new Field(":path", "/chat"),
          new Field("sec-websocket-version", "13"));

  private static final String NO = "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno";
  private static final String SURPLUS = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void surplusBehindARefusalNeitherSpinsNorReachesAnybody(boolean ended) throws Exception {
    try (var origin =
            ScriptedOrigin.start(Answers.inTurn(Answers.raw(NO + SURPLUS), Answers.fixed("good")));
        var proxy = start(origin);
        var client = RawH2Client.connect(proxy.port())) {
      client.headers(1, ended, CHAT);
      RawH2Client.Answer refused = client.answer(1);
      assertThat(refused.status()).isEqualTo(403);
      assertThat(new String(refused.body(), US_ASCII)).isEqualTo("no");

      // The one event loop still turns, and what it serves next is the origin's next answer.
      assertThat(proxy.ask("GET / HTTP/1.1", "Host: a.example").text()).isEqualTo("good");
      assertThat(origin.connections()).isEqualTo(2);
    }
  }

  @Test
  void clientThatEndedItsSideGetsTheWholeRefusal() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.inTurn(Answers.raw(NO), Answers.fixed("good")));
        var proxy = start(origin);
        var client = RawH2Client.connect(proxy.port())) {
      client.headers(1, true, CHAT);
      assertThat(client.answer(1).status()).isEqualTo(403);
      assertThat(origin.last().method()).isEqualTo("GET");
      assertThat(origin.last().header("Upgrade")).isEqualTo("websocket");

      client.headers(3, true, CHAT);
      assertThat(client.answer(3).status()).as("a 200 that is no 101").isEqualTo(502);
    }
  }

  private Proxy start(ScriptedOrigin origin) throws Exception {
    return Proxy.start(
        folder,
        Proxy.OPEN
            + """
            server: {threads: 1}
            routing: {default_backend: "http://%s"}
            """
                .formatted(origin.authority()));
  }
}
