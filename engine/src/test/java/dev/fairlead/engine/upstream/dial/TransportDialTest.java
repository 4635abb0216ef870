package dev.fairlead.engine.upstream.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlead.engine.loop.Transport;
import dev.fairlead.engine.message.Failure.Kind;
import dev.fairlead.engine.upstream.dial.dns.Resolver;
import dev.fairlead.engine.upstream.dial.dns.ResolverSettings;
import dev.fairlead.engine.upstream.dial.guard.AddressGuard;
import dev.fairlead.engine.upstream.dial.guard.GuardPolicy;
import dev.fairlead.engine.upstream.dial.tls.TlsSettings;
import dev.fairlead.engine.upstream.dial.tls.UpstreamTls;
import dev.fairlead.testkit.FakeDns;
import dev.fairlead.testkit.FreePort;
import dev.fairlead.testkit.OriginConnection;
import dev.fairlead.testkit.ScriptedOrigin;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.uring.IoUring;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The same dial on the native transports: availability alone has been known to lie. */
class TransportDialTest {
  @Test
  void epollResolvesConnectsAndIsRefused() throws Exception {
    assumeTrue(Epoll.isAvailable());
    check(Transport.of(Transport.Choice.EPOLL));
  }

  @Test
  void ioUringResolvesConnectsAndIsRefused() throws Exception {
    assumeTrue(IoUring.isAvailable());
    check(Transport.of(Transport.Choice.IO_URING));
  }

  private static void check(Transport transport) throws Exception {
    MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, transport.loops());
    try (FakeDns dns = FakeDns.start().address("shop.example", 60, "::1", "127.0.0.1");
        Resolver resolver =
            new Resolver(ResolverSettings.system(Map.of(), List.of(dns.address())), transport);
        ScriptedOrigin origin = ScriptedOrigin.raw(TransportDialTest::greet)) {
      Dialer dialer =
          new Dialer(
              transport,
              resolver,
              new AddressGuard(
                  new GuardPolicy(true, _ -> false, _ -> false, false), (_, _) -> false),
              UpstreamTls.create(TlsSettings.system()),
              Duration.ofSeconds(5));
      EventLoop loop = group.next();
      connects(dialer, loop, origin.port());
      isRefused(dialer, loop);
    } finally {
      group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
  }

  private static void connects(Dialer dialer, EventLoop loop, int port) {
    Dialed dialed = new Dialed();
    dialer.dial(loop, Bench.http("shop.example", port), dialed);
    dialed.converse("x", "hello");
    dialed.channel().close().syncUninterruptibly();
  }

  private static void isRefused(Dialer dialer, EventLoop loop) {
    Dialed dialed = new Dialed();
    dialer.dial(loop, Bench.http("127.0.0.1", FreePort.next()), dialed);
    assertThat(dialed.failure().kind()).isEqualTo(Kind.CONNECTION_REFUSED);
  }

  private static void greet(OriginConnection connection) throws Exception {
    connection.send("hello");
    connection.readUntilClose();
  }
}
