package dev.fairlead.engine.connection.http1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.TestEngine;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.ScriptedOrigin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tunnels under back-pressure: a half ends only when all of it has passed. */
@Timeout(30)
final class HalfCloseTest {
  private static final int MUCH = 8 << 20;

  @Test
  void upstreamThatSendsMuchAndEndsFirstLosesNothing() throws Exception {
    try (ScriptedOrigin origin =
            ScriptedOrigin.raw(
                connection -> {
                  connection.send(new byte[MUCH]);
                  connection.shutdownOutput();
                  connection.readUntilClose();
                });
        TestEngine engine = TestEngine.towards(1).start();
        RawClient client = RawClient.connect(engine.port())) {
      client.send("CONNECT " + origin.authority() + " HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.readResponse("CONNECT").status()).isEqualTo(200);
      assertThat(client.readUntilClose().length).isEqualTo(MUCH);
    }
  }
}
