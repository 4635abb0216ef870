package dev.fairlead.app.conformance;

import dev.fairlead.testkit.RawClient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A client that behaves: it asks every few milliseconds, on new and on kept connections. */
final class Healthy implements AutoCloseable {
  private static final long PACE_NANOS = 5_000_000;
  private static final int PER_CONNECTION = 20;

  private final List<Long> micros = Collections.synchronizedList(new ArrayList<>());
  private final int port;
  private final Thread thread;
  private volatile boolean done;
  private volatile @Nullable Throwable failure;

  private Healthy(int port) {
    this.port = port;
    this.thread = Thread.ofPlatform().name("healthy").daemon().unstarted(this::run);
  }

  /** Starts asking; the first requests, which warm the program up, are not counted. */
  static Healthy start(int port) throws Exception {
    var healthy = new Healthy(port);
    for (int i = 0; i < 50; i++) {
      healthy.connection();
    }
    healthy.micros.clear();
    healthy.thread.start();
    return healthy;
  }

  private void run() {
    try {
      while (!done) {
        connection();
      }
    } catch (Exception | AssertionError e) {
      failure = e;
    }
  }

  private void connection() throws Exception {
    long began = System.nanoTime();
    try (var client = RawClient.connect(port)) {
      for (int i = 0; i < PER_CONNECTION && !done; i++) {
        int status =
            client.exchange("GET /bytes/1024 HTTP/1.1\r\nHost: a.example\r\n\r\n").status();
        if (status != 200) {
          throw new AssertionError("a healthy client got " + status);
        }
        micros.add((System.nanoTime() - began) / 1_000);
        LockSupport.parkNanos(PACE_NANOS);
        began = System.nanoTime();
      }
    }
  }

  /** Stops asking; the 99th percentile of the answer times in milliseconds. */
  double p99() throws InterruptedException {
    close();
    thread.join();
    Throwable failed = failure;
    if (failed != null) {
      throw new AssertionError("a healthy client failed", failed);
    }
    List<Long> sorted = micros.stream().sorted().toList();
    return sorted.get(sorted.size() * 99 / 100) / 1000.0;
  }

  @Override
  public void close() {
    done = true;
  }
}
