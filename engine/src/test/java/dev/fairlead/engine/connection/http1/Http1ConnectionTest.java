package dev.fairlead.engine.connection.http1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.TestEngine;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Route;
import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.Eventually;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.RawResponse;
import dev.fairlead.testkit.ScriptedOrigin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What only sockets show about a client's HTTP/1 connection. */
@Timeout(30)
final class Http1ConnectionTest {
  private static final int MUCH = 8 << 20;
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

  @Test
  void trailersMayComeInPieces() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.start(Answers.fixed("hello"));
        TestEngine engine = TestEngine.towards(origin.port()).start();
        RawClient client = RawClient.connect(engine.port())) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send("3\r\nabc\r\n0\r\nX-Su");
      Eventually.until("the chunk", () -> received(origin).contains("abc"));
      assertThat(engine.flows).isEmpty();
      client.send("m: 1\r\n\r\n");
      assertThat(client.readResponse().text()).isEqualTo("hello");
      assertThat(received(origin)).endsWith("0\r\nX-Sum: 1\r\n\r\n");
      assertThat(client.exchange(GET).status()).isEqualTo(200);
    }
  }

  private static String received(ScriptedOrigin origin) {
    return origin.connections() == 0
        ? ""
        : new String(origin.received(0), StandardCharsets.ISO_8859_1);
  }

  @Test
  void headThatIsCutOffIsForgotten() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.start(Answers.fixed("hello"));
        TestEngine engine = TestEngine.towards(origin.port()).start();
        RawClient client = RawClient.connect(engine.port())) {
      client.send("GET / HTTP/1.1\r\nHos");
      client.shutdownOutput();
      assertThat(client.readUntilClose()).isEmpty();
      assertThat(origin.connections()).isZero();
    }
  }

  @Test
  void bodyThatIsCutOffCancelsTheUpstream() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.start(Answers.fixed("hello"));
        TestEngine engine = TestEngine.towards(origin.port()).start();
        RawClient client = RawClient.connect(engine.port())) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf");
      Eventually.until("the half", () -> received(origin).contains("half"));
      client.shutdownOutput();
      Failure failure = engine.flow(1).failure;
      assertThat(failure).extracting(Failure::kind).isEqualTo(Failure.Kind.CLIENT_GONE);
      Eventually.until("a closed upstream", () -> origin.openConnections() == 0);
    }
  }

  @Test
  void unknownLengthReachesAnOldClientUntilTheClose() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.start(Answers.chunked("a", "bc"));
        TestEngine engine = TestEngine.towards(origin.port()).start();
        RawClient client = RawClient.connect(engine.port())) {
      client.send("GET / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n");
      String all = new String(client.readUntilClose(), StandardCharsets.ISO_8859_1);
      assertThat(all).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\nabc");
      assertThat(all).doesNotContainIgnoringCase("transfer-encoding");
    }
  }

  @Test
  void connectionCloseIsAnsweredAndDone() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.start(Answers.fixed("hello"));
        TestEngine engine = TestEngine.towards(origin.port()).start();
        RawClient client = RawClient.connect(engine.port())) {
      RawResponse response =
          client.exchange("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertThat(response.text()).isEqualTo("hello");
      assertThat(response.header("Connection")).isEqualToIgnoringCase("close");
      assertThat(client.readUntilClose()).isEmpty();
      assertThat(origin.openConnections()).isEqualTo(1);
    }
  }

  @Test
  void requestBehindABodyInOnePacketIsServedNext() throws Exception {
    try (ScriptedOrigin origin =
            ScriptedOrigin.start(Answers.inTurn(Answers.fixed("one"), Answers.fixed("two")));
        TestEngine engine = TestEngine.towards(origin.port()).start();
        RawClient client = RawClient.connect(engine.port())) {
      client.send(
          "POST /1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
              + GET);
      assertThat(client.readResponse().text()).isEqualTo("one");
      assertThat(client.readResponse().text()).isEqualTo("two");
      assertThat(new String(origin.seen().getFirst().body(), StandardCharsets.UTF_8))
          .isEqualTo("abc");
    }
  }

  @Test
  void refusalReachesAClientThatIsStillSending() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.start(Answers.fixed("never"));
        TestEngine engine = new TestEngine((_, _) -> limited(origin.port())).start();
        RawClient client = RawClient.connect(engine.port())) {
      CompletableFuture<Void> sent =
          sending(
              client,
              "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n800000\r\n",
              false);
      assertThat(client.readResponse().status()).isEqualTo(413);
      sent.join();
    }
  }

  private static Route.Forward limited(int port) {
    Route.Forward any = TestEngine.forward(Door.REVERSE, "127.0.0.1", port, Endpoint.Use.HTTP);
    return new Route.Forward(
        any.door(), "test", any.targets(), any.rewrite(), Duration.ofSeconds(5), 1000);
  }

  private static CompletableFuture<Void> sending(RawClient client, String head, boolean end) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            client.send(head);
            client.send(new byte[MUCH]);
            if (end) {
              client.shutdownOutput();
            }
          } catch (IOException e) {
            throw new IllegalStateException("the connection broke while sending", e);
          }
        },
        Thread::startVirtualThread);
  }

  @Test
  void slowReaderGetsEveryByteBeforeTheClose() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.start(Answers.pattern(MUCH));
        TestEngine engine = TestEngine.towards(origin.port()).start();
        RawClient client = RawClient.connect(engine.port())) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertThat(client.readHead()).startsWith("HTTP/1.1 200 ");
      int total = 0;
      for (byte[] some = client.readSome(1000); some.length > 0; some = client.readSome(1000)) {
        total += some.length;
      }
      assertThat(total).isEqualTo(MUCH);
      assertThat(engine.flow(1).failure).isNull();
    }
  }
}
