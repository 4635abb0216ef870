package dev.fairlead.app.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.OriginConnection;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.RawResponse;
import dev.fairlead.testkit.ScriptedOrigin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that waits for leave to send its body (RFC 9110 §10.1.1) is not slow. */
final class ExpectTest {
  private static final String WAITING =
      Proxy.text("POST / HTTP/1.1", "Host: a.example", "Content-Length: 4", "Expect: 100-continue");

  @TempDir Path folder;

  private Proxy start(ScriptedOrigin origin, String timeouts) throws IOException {
    return Proxy.start(
        folder,
        """
        server: {timeouts: {%s}}
        routing: {default_backend: "http://%s"}
        """
            .formatted(timeouts, origin.authority()));
  }

  private static void answerLate(OriginConnection connection, CountDownLatch late)
      throws IOException, InterruptedException {
    connection.readHead();
    late.await();
    connection.send("HTTP/1.1 100 Continue\r\n\r\n");
    byte[] body = connection.readExactly(4);
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n");
    connection.send(body);
  }

  @Test
  void silentBackendIsBlamed() throws Exception {
    try (var origin = ScriptedOrigin.raw(connection -> connection.readUntilClose());
        var proxy = start(origin, "read: 300ms, first_byte_reverse: 1s");
        var client = proxy.connect()) {
      client.send(WAITING);
      assertThat(client.readResponse().status()).isEqualTo(504);
    }
  }

  @Test
  void leaveMayComeLate() throws Exception {
    var late = new CountDownLatch(1);
    try (var origin = ScriptedOrigin.raw(connection -> answerLate(connection, late));
        var proxy = start(origin, "read: 1s, first_byte_reverse: 30s");
        var client = proxy.connect()) {
      client.send(WAITING);
      assertThat(client.silent(java.time.Duration.ofMillis(1500))).isTrue();
      late.countDown();
      assertThat(client.readHead()).startsWith("HTTP/1.1 100 ");
      client.send("body");
      RawResponse answer = client.readResponse();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).isEqualTo("body");
    }
  }

  @Test
  void clientThatDoesNotUseItsLeaveIsSlow() throws Exception {
    try (var origin =
            ScriptedOrigin.raw(connection -> answerLate(connection, new CountDownLatch(0)));
        var proxy = start(origin, "read: 300ms, first_byte_reverse: 30s");
        var client = proxy.connect()) {
      client.send(WAITING);
      assertThat(client.readHead()).startsWith("HTTP/1.1 100 ");
      assertThat(client.readResponse().status()).isEqualTo(408);
    }
  }

  @Test
  void clientThatAskedForNoLeaveIsSlow() throws Exception {
    try (var origin = ScriptedOrigin.raw(connection -> connection.readUntilClose());
        var proxy = start(origin, "read: 300ms, first_byte_reverse: 30s");
        RawClient client = proxy.connect()) {
      client.send(WAITING.replace("Expect: 100-continue\r\n", ""));
      assertThat(client.readResponse().status()).isEqualTo(408);
    }
  }
}
