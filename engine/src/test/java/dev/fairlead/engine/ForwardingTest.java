package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.FreePort;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.RawResponse;
import dev.fairlead.testkit.ScriptedOrigin;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class ForwardingTest {
  @Test
  void reverseRequestReachesTheBackendAndComesBack() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.start(Answers.fixed("hello"));
        TestEngine engine = TestEngine.towards(origin.port()).start();
        RawClient client = RawClient.connect(engine.port())) {
      RawResponse response =
          client.exchange("GET /a?b=c HTTP/1.1\r\nHost: shop.example\r\nX-A: 1\r\n\r\n");
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.text()).isEqualTo("hello");
      assertThat(response.header("Via")).isEqualTo("1.1 test-proxy");
      assertThat(origin.last().target()).isEqualTo("/a?b=c");
      assertThat(origin.last().header("Host")).isEqualTo("shop.example");
      assertThat(origin.last().header("X-Forwarded-For")).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void connectionIsKeptOnBothSides() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.start(Answers.fixed("hello"));
        TestEngine engine = TestEngine.towards(origin.port()).start();
        RawClient client = RawClient.connect(engine.port())) {
      for (int i = 0; i < 5; i++) {
        assertThat(client.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n").text()).isEqualTo("hello");
      }
      assertThat(origin.connections()).isEqualTo(1);
      assertThat(java.util.Objects.requireNonNull(engine.flow(5).attempt).reused).isTrue();
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws Exception {
    try (ScriptedOrigin origin =
            ScriptedOrigin.start(
                Answers.inTurn(
                    Answers.fixed("one"), Answers.chunked("tw", "o"), Answers.fixed("three")));
        TestEngine engine = TestEngine.towards(origin.port()).start();
        RawClient client = RawClient.connect(engine.port())) {
      client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n".repeat(3));
      assertThat(client.readResponse().text()).isEqualTo("one");
      assertThat(client.readResponse().text()).isEqualTo("two");
      assertThat(client.readResponse().text()).isEqualTo("three");
    }
  }

  @Test
  void forwardRequestTakesHostFromTheTarget() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.start(Answers.fixed("hello"));
        TestEngine engine = TestEngine.towards(1).start();
        RawClient client = RawClient.connect(engine.port())) {
      RawResponse response =
          client.exchange(
              "GET http://" + origin.authority() + "/x HTTP/1.1\r\nHost: other.example\r\n\r\n");
      assertThat(response.status()).isEqualTo(200);
      assertThat(origin.last().header("Host")).isEqualTo(origin.authority());
      assertThat(origin.last().target()).isEqualTo("/x");
    }
  }

  @Test
  void chunkedBodiesPassBothWays() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.start(Answers.chunked("a", "bc"));
        TestEngine engine = TestEngine.towards(origin.port()).start();
        RawClient client = RawClient.connect(engine.port())) {
      RawResponse response =
          client.exchange(
              "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                  + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
      assertThat(response.text()).isEqualTo("abc");
      assertThat(new String(origin.last().body(), StandardCharsets.UTF_8)).isEqualTo("abcde");
    }
  }

  @Test
  void tunnelCarriesBytesBothWaysAndHalfCloses() throws Exception {
    try (ScriptedOrigin origin =
            ScriptedOrigin.raw(connection -> {
              connection.send("welcome ");
              byte[] all = connection.readUntilClose();
              connection.send(new String(all, StandardCharsets.UTF_8).toUpperCase(Locale.ROOT));
              connection.close();
            });
        TestEngine engine = TestEngine.towards(1).start();
        RawClient client = RawClient.connect(engine.port())) {
      client.send("CONNECT " + origin.authority() + " HTTP/1.1\r\nHost: x\r\n\r\nearly ");
      assertThat(client.readResponse("CONNECT").status()).isEqualTo(200);
      client.send("late");
      client.shutdownOutput();
      assertThat(new String(client.readUntilClose(), StandardCharsets.UTF_8))
          .isEqualTo("welcome EARLY LATE");
      assertThat(engine.flow(1).failure).isNull();
    }
  }

  @Test
  void refusedConnectionIsABadGateway() throws Exception {
    int nobody = FreePort.next();
    try (TestEngine engine = TestEngine.towards(nobody).start();
        RawClient client = RawClient.connect(engine.port())) {
      RawResponse response = client.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(response.status()).isEqualTo(502);
      assertThat(response.header("Proxy-Status")).contains("error=connection_refused");
    }
  }
}
