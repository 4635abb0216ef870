package dev.fairlead.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ProtocolException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

@SuppressWarnings("StringConcatToTextBlock") // line ends are written out
final class ScriptedOriginTest {
  private static final String GET = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";

  @Test
  void keepsEveryByteAndCountsRequestsOfOneConnection() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("hi"));
        var client = RawClient.connect(origin.port())) {
      assertThat(client.exchange(GET).text()).isEqualTo("hi");
      assertThat(client.exchange(GET).text()).isEqualTo("hi");
      assertThat(new String(origin.received(0), ISO_8859_1)).isEqualTo(GET + GET);
      assertThat(origin.requests()).isEqualTo(2);
      assertThat(origin.connections()).isEqualTo(1);
      assertThat(origin.last().header("host")).isEqualTo("x");
    }
  }

  @Test
  void readsChunkedRequestsWithTrailers() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed(""));
        var client = RawClient.connect(origin.port())) {
      client.exchange(
          "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "3\r\nabc\r\n0\r\nX-Sum: 1\r\n\r\n");
      assertThat(origin.last().text()).isEqualTo("abc");
      assertThat(origin.last().trailers()).containsExactly(new Field("X-Sum", "1"));
    }
  }

  @Test
  void refusesRequestsWithTwoFramings() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed(""));
        var client = RawClient.connect(origin.port())) {
      client.send(
          "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n");
      assertThat(client.closed()).isTrue();
      Eventually.until(() -> !origin.failures().isEmpty());
      assertThat(origin.failures().getFirst()).isInstanceOf(ProtocolException.class);
      assertThat(origin.requests()).isZero();
    }
  }

  @Test
  void answersChunksTrailersAndInterimResponses() throws Exception {
    var script =
        Answers.interim(
            "103 Early Hints",
            List.of("Link: </a>"),
            Answers.chunked(List.of("ab", "c"), List.of("X-T: 9")));
    try (var origin = ScriptedOrigin.start(script);
        var client = RawClient.connect(origin.port())) {
      RawResponse response = client.exchange(GET);
      assertThat(response.interim()).hasSize(1);
      assertThat(response.interim().getFirst().header("link")).isEqualTo("</a>");
      assertThat(response.text()).isEqualTo("abc");
      assertThat(response.trailer("x-t")).isEqualTo("9");
    }
  }

  @Test
  void sendsContinueOnceTheClientAsks() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var client = RawClient.connect(origin.port())) {
      client.send(
          "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
      assertThat(client.readHead()).startsWith("HTTP/1.1 100 ");
      client.send("hi");
      assertThat(client.readResponse().text()).isEqualTo("ok");
    }
  }

  @Test
  void holdsBackAnAnswerUntilTheLatchOpens() throws Exception {
    var latch = new CountDownLatch(1);
    try (var origin = ScriptedOrigin.start(Answers.after(latch, Answers.fixed("late")));
        var client = RawClient.connect(origin.port())) {
      client.send(GET);
      assertThat(client.silent(Duration.ofMillis(50))).isTrue();
      latch.countDown();
      assertThat(client.readResponse().text()).isEqualTo("late");
    }
  }

  @Test
  void closesResetsAndHalfCloses() throws Exception {
    var script =
        Answers.inTurn(
            Answers.closeDelimited("till the end"),
            Answers.rawThenReset("HTTP/1.1 200 OK\r\n"),
            Answers.rawThenHalfClose("bye"));
    try (var origin = ScriptedOrigin.start(script)) {
      try (var client = RawClient.connect(origin.port())) {
        assertThat(client.exchange(GET).text()).isEqualTo("till the end");
      }
      try (var client = RawClient.connect(origin.port())) {
        client.send(GET);
        client.readUntilClose();
        assertThat(client.closed()).isTrue();
      }
      try (var client = RawClient.connect(origin.port())) {
        client.send(GET);
        assertThat(client.readUntilClose()).isEqualTo("bye".getBytes(ISO_8859_1));
        Eventually.until(() -> origin.openConnections() == 1);
        client.shutdownOutput();
        Eventually.until(() -> origin.openConnections() == 0);
      }
    }
  }

  @Test
  void clientRefusesAnswersThatAreNotExactlyRight() throws Exception {
    var script = Answers.raw("HTTP/1.1 200 OK\nContent-Length: 0\r\n\r\n");
    try (var origin = ScriptedOrigin.start(script);
        var client = RawClient.connect(origin.port())) {
      assertThatThrownBy(() -> client.exchange(GET)).isInstanceOf(ProtocolException.class);
    }
  }

  @Test
  void streamsLargeBodiesUnchanged() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.pattern(3_000_000));
        var client = RawClient.connect(origin.port())) {
      RawResponse response = client.exchange(GET);
      assertThat(Bodies.sha256(response.body())).isEqualTo(Bodies.sha256(3_000_000));
    }
  }

  @Test
  void droppedConnectionsEndInOrderAndNewOnesAreServed() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("hi"));
        var client = RawClient.connect(origin.port())) {
      client.exchange(GET);
      origin.dropConnections();
      assertThat(client.closed()).isTrue();
      try (var second = RawClient.connect(origin.port())) {
        assertThat(second.exchange(GET).text()).isEqualTo("hi");
      }
    }
  }
}
