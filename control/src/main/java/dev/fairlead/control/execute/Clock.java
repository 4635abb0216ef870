package dev.fairlead.control.execute;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Looks at each running execution a few dozen times a second, on one thread, and else sleeps. */
final class Clock implements AutoCloseable {
  private final long tick;
  private final Set<Execution> running = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().name("execute-clock").daemon().factory());

  Clock(long tick) {
    this.tick = tick;
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Looks at it until nothing is left of it. */
  void watch(Execution execution) {
    running.add(execution);
    again(execution);
  }

  Set<Execution> running() {
    return running;
  }

  private void again(Execution execution) {
    if (!thread.isShutdown()) {
      thread.schedule(() -> look(execution), tick, TimeUnit.NANOSECONDS);
    }
  }

  private void look(Execution execution) {
    if (execution.step(System.nanoTime())) {
      running.remove(execution);
    } else {
      again(execution);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
