package dev.fairlead.app.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.app.config.Server.Transport;
import dev.fairlead.testkit.OriginConnection;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.ScriptedOrigin;
import dev.fairlead.testkit.TestCa;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each half of a tunnel ends on its own, whatever drives the sockets. Each side sends so much that
 * buffers fill: a half-closed socket must still say when it takes more. Netty 4.2.18's io_uring
 * does not always do so, which is why nobody gets it without asking.
 */
@Timeout(60)
final class TunnelHalvesTest {
  private static final int MUCH = 8 << 20;

  @TempDir Path folder;

  static Stream<Transport> transports() {
    return Stream.of(Transport.NIO, Transport.EPOLL)
        .filter(each -> each != Transport.EPOLL || Epoll.isAvailable());
  }

  private Proxy start(Transport transport, String more) throws IOException {
    return Proxy.start(
        folder, Proxy.OPEN + "server: {transport: %s%s}\n".formatted(transport, more));
  }

  private static void echoBehindTheEnd(OriginConnection connection) throws IOException {
    connection.send(connection.readUntilClose());
  }

  private static CompletableFuture<Void> sendingAll(RawClient client) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            client.send(new byte[MUCH]);
            client.shutdownOutput();
          } catch (IOException e) {
            throw new IllegalStateException("the connection broke while sending", e);
          }
        },
        Thread::startVirtualThread);
  }

  private static void open(RawClient client, ScriptedOrigin origin) throws IOException {
    client.send(Proxy.text("CONNECT " + origin.authority() + " HTTP/1.1", "Host: x"));
    assertThat(client.readResponse("CONNECT").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("transports")
  void clientEndsFirst(Transport transport) throws Exception {
    try (var origin = ScriptedOrigin.raw(TunnelHalvesTest::echoBehindTheEnd);
        var proxy = start(transport, "");
        var client = proxy.connect()) {
      open(client, origin);
      var sent = sendingAll(client);
      assertThat(client.readUntilClose()).hasSize(MUCH);
      sent.join();
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void originEndsFirst(Transport transport) throws Exception {
    var got = new CompletableFuture<Integer>();
    try (var origin =
            ScriptedOrigin.raw(connection -> {
              connection.send(new byte[MUCH]);
              connection.shutdownOutput();
              got.complete(connection.readUntilClose().length);
            });
        var proxy = start(transport, "");
        var client = proxy.connect()) {
      open(client, origin);
      assertThat(client.readUntilClose()).hasSize(MUCH);
      sendingAll(client).join();
      assertThat(got.join()).isEqualTo(MUCH);
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void originEndsFirstBehindATlsListener(Transport transport) throws Exception {
    var got = new CompletableFuture<Integer>();
    TestCa ca = TestCa.create();
    ca.leaf("localhost").write(folder, "us");
    try (var origin =
            ScriptedOrigin.raw(connection -> {
              connection.send(new byte[MUCH]);
              connection.shutdownOutput();
              got.complete(connection.readUntilClose().length);
            });
        var proxy = start(transport, ", tls: {cert: us.pem, key: us.key}");
        var client = RawClient.tls(proxy.port(), ca, "localhost")) {
      open(client, origin);
      assertThat(client.readUntilClose()).hasSize(MUCH);
      sendingAll(client).join();
      assertThat(got.join()).isEqualTo(MUCH);
    }
  }

  /** That is the end of both halves for BoringSSL, so nothing is sent back. */
  @ParameterizedTest
  @MethodSource("transports")
  void whatATlsClientSentBeforeItsEndArrives(Transport transport) throws Exception {
    var got = new CompletableFuture<Integer>();
    TestCa ca = TestCa.create();
    ca.leaf("localhost").write(folder, "us");
    try (var origin =
            ScriptedOrigin.raw(connection -> got.complete(connection.readUntilClose().length));
        var proxy = start(transport, ", tls: {cert: us.pem, key: us.key}");
        var client = RawClient.tls(proxy.port(), ca, "localhost")) {
      open(client, origin);
      sendingAll(client).join();
      assertThat(got.join()).isEqualTo(MUCH);
      assertThat(client.readUntilClose()).isEmpty();
    }
  }
}
