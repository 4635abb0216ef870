package dev.fairlead.app.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Eventually;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.RawResponse;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in when many come, and how those learn it who are not. */
final class CrowdTest {
  private static final String HEALTH = Proxy.text("GET /health HTTP/1.1", "Host: localhost");
  private static final String BALANCED =
      "server: {proxy_protocol: optional, trusted_proxies: [127.0.0.1], limits: {per_client: 1}}\n";

  @TempDir Path folder;

  private static String from(String client) {
    return "PROXY TCP4 " + client + " 192.0.2.1 40000 443\r\n";
  }

  private static RawResponse ask(RawClient client, String announced) throws IOException {
    client.send(announced + HEALTH);
    return client.readResponse();
  }

  @Test
  void clientsAreCountedBehindTheLoadBalancer() throws Exception {
    try (var proxy = Proxy.start(folder, BALANCED);
        var first = proxy.connect();
        var second = proxy.connect();
        var other = proxy.connect()) {
      assertThat(ask(first, from("192.0.2.7")).status()).isEqualTo(200);
      RawResponse refused = ask(second, from("192.0.2.7"));
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isEqualTo("1");
      assertThat(second.closed()).isTrue();
      assertThat(ask(other, from("192.0.2.8")).status()).isEqualTo(200);
      assertThat(ask(first, "").status()).isEqualTo(200);
    }
  }

  @Test
  void aPlaceIsFreeAgainWhenItsConnectionEnds() throws Exception {
    try (var proxy = Proxy.start(folder, BALANCED)) {
      try (var first = proxy.connect()) {
        assertThat(ask(first, from("192.0.2.7")).status()).isEqualTo(200);
      }
      Eventually.until(
          "a free place",
          () -> {
            try (var next = proxy.connect()) {
              return ask(next, from("192.0.2.7")).status() == 200;
            }
          });
    }
  }

  @Test
  void loopbackClientsAndTheBalancerItselfAreNotCounted() throws Exception {
    try (var proxy = Proxy.start(folder, BALANCED);
        var first = proxy.connect();
        var second = proxy.connect();
        var named = proxy.connect();
        var again = proxy.connect()) {
      assertThat(ask(first, "").status()).isEqualTo(200);
      assertThat(ask(second, "").status()).isEqualTo(200);
      assertThat(ask(named, from("127.0.0.9")).status()).isEqualTo(200);
      assertThat(ask(again, from("127.0.0.9")).status()).isEqualTo(200);
    }
  }

  /** A reset, which unread bytes would bring about, destroys what the client has not read yet. */
  @RepeatedTest(5)
  void refusalIsReadByAClientThatSendsFirst() throws Exception {
    try (var proxy = Proxy.start(folder, "server: {limits: {connections: 1}}\n");
        var first = proxy.connect()) {
      assertThat(first.exchange(HEALTH).status()).isEqualTo(200);
      try (var second = proxy.connect()) {
        for (int i = 0; i < 20; i++) {
          second.send(new byte[4096]);
        }
        assertThat(second.readResponse().status()).isEqualTo(503);
        assertThat(second.readUntilClose()).isEmpty();
      }
      assertThat(first.exchange(HEALTH).status()).isEqualTo(200);
    }
  }

  @Test
  void refusedClientThatNeverEndsIsCutOff() throws Exception {
    try (var proxy = Proxy.start(folder, "server: {limits: {connections: 1}}\n");
        var first = proxy.connect()) {
      assertThat(first.exchange(HEALTH).status()).isEqualTo(200);
      try (var second = proxy.connect()) {
        assertThat(second.readResponse().status()).isEqualTo(503);
        Eventually.until(
            "a broken connection",
            () -> {
              try {
                second.send(new byte[1]);
                return false;
              } catch (IOException cutOff) {
                return true;
              }
            });
      }
    }
  }
}
