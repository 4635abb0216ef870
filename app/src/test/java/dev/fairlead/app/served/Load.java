package dev.fairlead.app.served;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that ask again and again until they are closed, and count what went wrong. */
final class Load implements AutoCloseable {
  private final AtomicInteger passed = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final List<Thread> clients = new ArrayList<>();
  private volatile boolean over;

  private Load() {}

  static Load start(int clients, Callable<Boolean> request) {
    Load load = new Load();
    for (int i = 0; i < clients; i++) {
      load.clients.add(Thread.ofVirtual().name("load " + i).start(() -> load.run(request)));
    }
    return load;
  }

  private void run(Callable<Boolean> request) {
    while (!over) {
      try {
        (request.call() ? passed : failed).incrementAndGet();
      } catch (Exception e) {
        failed.incrementAndGet();
      }
    }
  }

  int passed() {
    return passed.get();
  }

  int failed() {
    return failed.get();
  }

  @Override
  public void close() {
    over = true;
    for (Thread client : clients) {
      try {
        client.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
