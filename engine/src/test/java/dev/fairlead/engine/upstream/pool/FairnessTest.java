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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Loops that want more connections than there may be. */
@Timeout(60)
final class FairnessTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final int CLIENTS = 8;

  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicIntegerArray served = new AtomicIntegerArray(CLIENTS);

  @Test
  void loopsTakeTurnsWhereOneAloneWouldKeepTheConnectionBusy() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.start(taking(Duration.ofMillis(2)));
        TestEngine engine = limited(origin)) {
      List<CompletableFuture<Void>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int client = i;
        clients.add(
            CompletableFuture.runAsync(() -> hammer(engine, client), Thread::startVirtualThread));
      }
      try {
        Eventually.until(
            "ten answers for each client", Duration.ofSeconds(25), () -> least() >= 10);
      } finally {
        stop.set(true);
      }
      clients.forEach(CompletableFuture::join);

      assertThat(engine.flows).allMatch(flow -> flow.status == 200);
      assertThat(origin.connections())
          .as("turns, not a connection for each request")
          .isLessThan(engine.flows.size() / 4);
    }
  }

  @Test
  void idleConnectionGoesToTheLoopThatNeedsIt() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.start(Answers.fixed("ok"));
        TestEngine engine = limited(origin);
        RawClient one = RawClient.connect(engine.port());
        RawClient two = RawClient.connect(engine.port())) {
      for (int i = 0; i < 10; i++) {
        assertThat(one.exchange(GET).status()).isEqualTo(200);
        assertThat(two.exchange(GET).status()).isEqualTo(200);
      }
    }
  }

  /** Slower than its clients, so that there are always some who wait. */
  private static ScriptedOrigin.Script taking(Duration work) {
    return (request, connection) -> {
      LockSupport.parkNanos(work.toNanos());
      Answers.fixed("ok").answer(request, connection);
    };
  }

  private int least() {
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < CLIENTS; i++) {
      least = Math.min(least, served.get(i));
    }
    return least;
  }

  private void hammer(TestEngine engine, int number) {
    try (RawClient client = RawClient.connect(engine.port())) {
      while (!stop.get()) {
        assertThat(client.exchange(GET).status()).isEqualTo(200);
        served.incrementAndGet(number);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the exchange broke", e);
    }
  }

  /** One connection for two loops. */
  private static TestEngine limited(ScriptedOrigin origin) throws Exception {
    TestEngine engine = TestEngine.towards(origin.port());
    engine.pool = new PoolLimits(1, 1, Duration.ofSeconds(30), 64, Duration.ofSeconds(40));
    return engine.start();
  }
}
