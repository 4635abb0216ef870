package dev.fairlead.filters.fake;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A loop whose time passes only when a test says so; timers may be late by a fixed time. */
public final class FakeLoop extends AbstractExecutorService implements ScheduledExecutorService {
  private final PriorityQueue<Timer<?>> timers =
      new PriorityQueue<>(Comparator.comparingLong((Timer<?> timer) -> timer.due));
  private final long lateness;
  private long now = 5_000_000_000L;
  private int fired;

  public FakeLoop(long latenessNanos) {
    this.lateness = latenessNanos;
  }

  public FakeLoop() {
    this(0);
  }

  private static final class Timer<V> extends FutureTask<V> implements RunnableScheduledFuture<V> {
    private final long due;

    private Timer(Callable<V> task, long due) {
      super(task);
      this.due = due;
    }

    @Override
    public boolean isPeriodic() {
      return false;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return 0;
    }

    @Override
    public int compareTo(Delayed other) {
      return 0;
    }
  }

  public long nanos() {
    return now;
  }

  /** How many timers ran. */
  public int fired() {
    return fired;
  }

  /** How many timers wait. */
  public int waiting() {
    return (int) timers.stream().filter(timer -> !timer.isCancelled()).count();
  }

  /** Lets time pass and runs what is due on the way. */
  public void pass(long nanos) {
    long until = now + nanos;
    while (!timers.isEmpty() && timers.peek().due <= until) {
      Timer<?> next = timers.remove();
      now = Math.max(now, next.due);
      fired++;
      next.run();
    }
    now = until;
  }

  @Override
  public void execute(Runnable task) {
    task.run();
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    return schedule(
        () -> {
          task.run();
          return task;
        },
        delay,
        unit);
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
    Timer<V> timer = new Timer<>(task, now + unit.toNanos(delay) + lateness);
    timers.add(timer);
    return timer;
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable task, long initial, long period, TimeUnit unit) {
    throw new UnsupportedOperationException("nothing repeats here");
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable task, long initial, long delay, TimeUnit unit) {
    throw new UnsupportedOperationException("nothing repeats here");
  }

  @Override
  public void shutdown() {}

  @Override
  public List<Runnable> shutdownNow() {
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long time, TimeUnit unit) {
    return true;
  }
}
