package dev.fairlead.engine.connection.http1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.TestEngine;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.ScriptedOrigin;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tunnels under back-pressure: each half ends on its own, and only when all has passed. */
@Timeout(30)
final class HalfCloseTest {
  private static final int MUCH = 8 << 20;

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
  void clientThatSendsMuchAndEndsFirstGetsMuchBack() throws Exception {
    try (ScriptedOrigin origin =
            ScriptedOrigin.raw(connection -> {
              byte[] all = connection.readUntilClose();
              connection.send(all);
            });
        TestEngine engine = TestEngine.towards(1).start();
        RawClient client = RawClient.connect(engine.port())) {
      client.send("CONNECT " + origin.authority() + " HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.readResponse("CONNECT").status()).isEqualTo(200);
      CompletableFuture<Void> sent = sending(client, "", true);
      int back = client.readUntilClose().length;
      assertThat(back).as("%s", why(engine, origin)).isEqualTo(MUCH);
      sent.join();
      assertThat(engine.flow(1).failure).isNull();
    }
  }

  @Test
  void upstreamThatSendsMuchAndEndsFirstGetsMuchBack() throws Exception {
    CompletableFuture<Integer> got = new CompletableFuture<>();
    try (ScriptedOrigin origin =
            ScriptedOrigin.raw(connection -> {
              connection.send(new byte[MUCH]);
              connection.shutdownOutput();
              got.complete(connection.readUntilClose().length);
            });
        TestEngine engine = TestEngine.towards(1).start();
        RawClient client = RawClient.connect(engine.port())) {
      client.send("CONNECT " + origin.authority() + " HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.readResponse("CONNECT").status()).isEqualTo(200);
      int back = client.readUntilClose().length;
      assertThat(back).as("%s", why(engine, origin)).isEqualTo(MUCH);
      sending(client, "", true).join();
      assertThat(got.join()).isEqualTo(MUCH);
      assertThat(engine.flow(1).failure).isNull();
    }
  }

  private static String why(TestEngine engine, ScriptedOrigin origin) {
    return engine.flows.stream()
            .map(f -> f.failure + " in " + f.requestBytes + " out " + f.responseBytes)
            .toList()
        + " "
        + origin.failures()
        + origin.received(0).length;
  }
}
