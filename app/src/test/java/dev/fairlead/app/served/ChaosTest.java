package dev.fairlead.app.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.HttpOrigin;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.RawResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backends that die under load. */
@Tag("full")
final class ChaosTest {
  private static final int CLIENTS = 16;
  private static final int PER_SECOND = 2000;
  private static final Duration LENGTH = Duration.ofSeconds(4);

  @TempDir Path folder;

  private final Map<String, AtomicInteger> outcomes = new ConcurrentHashMap<>();

  @Test
  void oneOfThreeKilledCostsNoClientAnAnswer() throws Exception {
    HttpOrigin b = HttpOrigin.start();
    try (var a = HttpOrigin.start();
        var c = HttpOrigin.start();
        var proxy =
            Proxy.start(
                folder,
                """
                logging: {access: false}
                routing: {rules: [{match: {path: /}, forward: {targets: ["http://%s", "http://%s", "http://%s"]}}]}
                """
                    .formatted(a.authority(), b.authority(), c.authority()))) {
      List<Thread> clients = new ArrayList<>();
      long start = System.nanoTime();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(Thread.ofPlatform().start(() -> load(proxy.port(), start)));
      }
      LockSupport.parkNanos(LENGTH.toNanos() / 2);
      b.close();
      for (Thread client : clients) {
        client.join();
      }
      assertThat(outcomes.keySet()).containsExactly("200");
      assertThat(Objects.requireNonNull(outcomes.get("200")).get()).isGreaterThan(CLIENTS * 100);
      assertThat(b.requests()).isPositive();
    } finally {
      b.close();
    }
  }

  /** Sends at a steady rate on one connection, and catches up after a pause. */
  private void load(int port, long start) {
    long gap = 1_000_000_000L * CLIENTS / PER_SECOND;
    try (RawClient client = RawClient.connect(port)) {
      for (long due = start; due - start < LENGTH.toNanos(); due += gap) {
        LockSupport.parkNanos(due - System.nanoTime());
        RawResponse answer = client.exchange(Proxy.text("GET /bytes/512 HTTP/1.1", "Host: a"));
        count(String.valueOf(answer.status()));
      }
    } catch (Exception e) {
      count(e.toString());
    }
  }

  private void count(String outcome) {
    outcomes.computeIfAbsent(outcome, _ -> new AtomicInteger()).incrementAndGet();
  }
}
