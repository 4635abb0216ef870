package dev.fairlead.app;

import java.util.concurrent.atomic.AtomicBoolean;

/** Ties a running Fairlead to the signals of its process. */
public final class Serving {
  private static final int INTERRUPTED = 130;

  private Serving() {}

  /** Serves until a signal ends it: the first one gently, the second at once. */
  public static void untilTold(Running running, Runnable started) throws InterruptedException {
    AtomicBoolean told = new AtomicBoolean();
    Signals.on("HUP", () -> Thread.ofPlatform().name("reload").start(running::reload));
    for (String name : new String[] {"TERM", "INT"}) {
      Signals.on(name, () -> stop(running, told));
    }
    started.run();
    running.await();
  }

  private static void stop(Running running, AtomicBoolean told) {
    if (told.getAndSet(true)) {
      Runtime.getRuntime().halt(INTERRUPTED);
    }
    Thread.ofPlatform().name("stop").start(running::stop);
  }
}
