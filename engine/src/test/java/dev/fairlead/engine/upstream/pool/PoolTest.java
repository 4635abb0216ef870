package dev.fairlead.engine.upstream.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.TestEngine;
import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.Eventually;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.ScriptedOrigin;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that serve more than one exchange, and exchanges that wait for one. */
@Timeout(30)
final class PoolTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n";
  private static final String EVIL = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil";

  @Test
  void bytesThatNobodyAskedForPoisonAnIdleConnection() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    ScriptedOrigin.Script poison =
        (request, connection) -> {
          Answers.fixed("one").answer(request, connection);
          Answers.after(answered, Answers.raw(EVIL)).answer(request, connection);
        };
    try (ScriptedOrigin origin =
            ScriptedOrigin.start(Answers.inTurn(poison, Answers.fixed("two")));
        TestEngine engine = TestEngine.towards(origin.port()).start();
        RawClient client = RawClient.connect(engine.port())) {
      assertThat(client.exchange(GET).text()).isEqualTo("one");
      answered.countDown();
      Eventually.until("a closed upstream", () -> origin.openConnections() == 0);
      assertThat(client.exchange(GET).text()).isEqualTo("two");
      assertThat(origin.connections()).isEqualTo(2);
    }
  }

  @Test
  void whatFollowsAResponseNeverReachesTheNextExchange() throws Exception {
    String two = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none" + EVIL;
    try (ScriptedOrigin origin =
            ScriptedOrigin.start(Answers.inTurn(Answers.raw(two), Answers.fixed("two")));
        TestEngine engine = TestEngine.towards(origin.port()).start();
        RawClient client = RawClient.connect(engine.port())) {
      client.send(GET + GET);
      assertThat(client.readResponse().text()).isEqualTo("one");
      assertThat(client.readResponse().text()).isEqualTo("two");
      assertThat(origin.connections()).isEqualTo(2);
    }
  }

  @Test
  void staleConnectionIsReplacedForGet() throws Exception {
    try (ScriptedOrigin origin = stale();
        TestEngine engine = TestEngine.towards(origin.port()).start();
        RawClient client = RawClient.connect(engine.port())) {
      assertThat(client.exchange(GET).text()).isEqualTo("one");
      assertThat(client.exchange(GET).text()).isEqualTo("two");
      assertThat(engine.flow(2).attempts).isEqualTo(2);
    }
  }

  @Test
  void staleConnectionIsABadGatewayForPost() throws Exception {
    try (ScriptedOrigin origin = stale();
        TestEngine engine = TestEngine.towards(origin.port()).start();
        RawClient client = RawClient.connect(engine.port())) {
      assertThat(client.exchange(GET).text()).isEqualTo("one");
      assertThat(client.exchange(POST).status()).isEqualTo(502);
      assertThat(origin.requests()).isEqualTo(2);
    }
  }

  /** Closes its connection when a second request comes on it. */
  private static ScriptedOrigin stale() throws Exception {
    return ScriptedOrigin.start(
        Answers.inTurn(Answers.fixed("one"), Answers.close(), Answers.fixed("two")));
  }

  @Test
  void responseHeadThatIsCutOffIsABadGatewayAtOnce() throws Exception {
    try (ScriptedOrigin origin =
            ScriptedOrigin.start(Answers.rawThenHalfClose("HTTP/1.1 200 OK\r\nContent-Le"));
        TestEngine engine = TestEngine.towards(origin.port()).start();
        RawClient client = RawClient.connect(engine.port())) {
      client.patience(Duration.ofSeconds(3));
      assertThat(client.exchange(GET).status()).isEqualTo(502);
    }
  }

  @Test
  void trailersMayComeInPieces() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    ScriptedOrigin.Script pieces =
        (request, connection) -> {
          connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          connection.send("3\r\nabc\r\n0\r\nX-Su");
          Answers.after(read, Answers.raw("m: 1\r\n\r\n")).answer(request, connection);
        };
    try (ScriptedOrigin origin = ScriptedOrigin.start(pieces);
        TestEngine engine = TestEngine.towards(origin.port()).start();
        RawClient client = RawClient.connect(engine.port())) {
      client.send(GET);
      assertThat(client.readHead()).startsWith("HTTP/1.1 200 ");
      assertThat(client.readExactly(8)).asString().isEqualTo("3\r\nabc\r\n");
      read.countDown();
      assertThat(client.readExactly(15)).asString().isEqualTo("0\r\nX-Sum: 1\r\n\r\n");
      assertThat(client.exchange(GET).text()).isEqualTo("abc");
      assertThat(origin.connections()).isEqualTo(1);
    }
  }

  @Test
  void oneConnectionServesTheClientsOfAllLoops() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ScriptedOrigin.Script counting =
        (request, connection) -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          now.decrementAndGet();
          Answers.fixed("ok").answer(request, connection);
        };
    try (ScriptedOrigin origin = ScriptedOrigin.start(counting);
        TestEngine engine = limited(origin, 64)) {
      List<CompletableFuture<Void>> clients = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        clients.add(CompletableFuture.runAsync(() -> ask(engine, 10), Thread::startVirtualThread));
      }
      clients.forEach(CompletableFuture::join);
      assertThat(engine.flows).hasSize(80).allMatch(flow -> flow.status == 200);
      assertThat(most).hasValue(1);
    }
  }

  private static TestEngine limited(ScriptedOrigin origin, int queue) throws Exception {
    TestEngine engine = TestEngine.towards(origin.port());
    engine.pool = new PoolLimits(1, 1, Duration.ofSeconds(30), queue, Duration.ofSeconds(20));
    return engine.start();
  }

  private static void ask(TestEngine engine, int times) {
    try (RawClient client = RawClient.connect(engine.port())) {
      for (int i = 0; i < times; i++) {
        assertThat(client.exchange(GET).status()).isEqualTo(200);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the exchange broke", e);
    }
  }

  @Test
  void thoseWhoDoNotFitInTheQueueAreTurnedAwayAtOnce() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (ScriptedOrigin origin = ScriptedOrigin.start(Answers.after(release, Answers.fixed("ok")));
        TestEngine engine = limited(origin, 1)) {
      List<CompletableFuture<Integer>> statuses = new ArrayList<>();
      statuses.add(status(engine));
      Eventually.until("the first request", () -> origin.requests() == 1);
      for (int i = 0; i < 5; i++) {
        statuses.add(status(engine));
      }
      // Each of two loops lets one wait, so at least three of five are turned away.
      assertThat(engine.flow(3).status).isEqualTo(503);
      release.countDown();
      List<Integer> all = statuses.stream().map(CompletableFuture::join).toList();
      assertThat(all).containsOnly(200, 503);
      assertThat(all.stream().filter(status -> status == 503).count()).isBetween(3L, 4L);
    }
  }

  private static CompletableFuture<Integer> status(TestEngine engine) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (RawClient client = RawClient.connect(engine.port())) {
            return client.exchange(GET).status();
          } catch (IOException e) {
            throw new IllegalStateException("the exchange broke", e);
          }
        },
        Thread::startVirtualThread);
  }
}
