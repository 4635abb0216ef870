package dev.fairlead.app.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.ScriptedOrigin;
import dev.fairlead.testkit.TestCa;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The last answer on a connection is read even by a client that goes on sending. */
@Timeout(60)
final class FarewellTest {
  private static final int MUCH = 4 << 20;

  @TempDir Path folder;

  private static void assertRefusalIsRead(RawClient client) throws Exception {
    client.send(
        Proxy.text("POST / HTTP/1.1", "Host: a.example", "Transfer-Encoding: chunked")
            + Integer.toHexString(MUCH)
            + "\r\n");
    CompletableFuture<Void> sent =
        CompletableFuture.runAsync(
            () -> {
              try {
                client.send(new byte[MUCH]);
              } catch (IOException e) {
                throw new IllegalStateException("the connection broke while sending", e);
              }
            },
            Thread::startVirtualThread);
    assertThat(client.readResponse().status()).isEqualTo(413);
    // Whether the rest is taken or refused after that is the connection's affair.
    sent.handle((_, _) -> null).join();
  }

  @Test
  void refusalReachesAClientThatIsStillSending() throws Exception {
    TestCa ca = TestCa.create();
    ca.leaf("localhost").write(folder, "us");
    try (var origin = ScriptedOrigin.start(Answers.hang());
        var proxy =
            Proxy.start(
                folder,
                """
                server: {limits: {body: 1KB}, tls: {cert: us.pem, key: us.key}}
                routing: {default_backend: "http://%s"}
                """
                    .formatted(origin.authority()))) {
      try (var plain = proxy.connect()) {
        assertRefusalIsRead(plain);
      }
      try (var tls = RawClient.tls(proxy.port(), ca, "localhost")) {
        assertRefusalIsRead(tls);
      }
    }
  }
}
