package dev.fairlead.control.execute;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The platform threads that wait in pipes: a few for each process that may run, and no more. What
 * blocks in the system must not take a virtual thread's carrier with it.
 */
final class Threads implements AutoCloseable {
  private static final int EACH = 4; // Both outputs, the input, and one that is just finishing.
  private static final int STACK = 256 * 1024;

  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(
          0,
          EACH,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().name("execute-", 0).daemon().stackSize(STACK).factory());

  /** Makes room for that many processes; never less than before, as older ones still run. */
  synchronized void allow(int processes) {
    pool.setMaximumPoolSize(Math.max(pool.getMaximumPoolSize(), EACH * processes));
  }

  void run(Runnable task) {
    pool.execute(task);
  }

  /** Lets a thread of the pool do it and waits for the outcome, which is never left behind. */
  <T> T call(Callable<T> task) throws ExecutionException {
    Future<T> future = pool.submit(task);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
