package dev.fairlead.control.execute;

import dev.fairlead.control.execute.Ending.Cause;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/*
 * Three kinds of threads meet here. The pool's read the pipes into the outbox and wait when it is
 * full. The handler's takes from the outbox and writes to the client, and waits when the client
 * does not read. The clock's never waits: it judges limits, notices a client that is stuck, and
 * presses the process group until nobody is left. Whoever wants the end says stop, with a cause, of
 * which the first counts.
 */

/** One process, from its start to the end of the last member of its group. */
final class Execution {
  private static final long PATIENCE = Duration.ofSeconds(1).toNanos();

  private final ExecuteSettings settings;
  private final Tempo tempo;
  private final Launcher.Started started;
  private final ProcessGroup group;
  private final Outlet outlet;
  private final Outbox outbox = new Outbox();
  private final Activity activity;
  private final byte[] stdin;
  private final CountDownLatch pumps = new CountDownLatch(Stream.values().length);
  private final AtomicReference<@Nullable Cause> cause = new AtomicReference<>();
  private final long begun = System.nanoTime();
  private long goneAt = begun; // Clock thread only.
  private volatile boolean released;

  Execution(
      Launcher.Started started,
      byte[] stdin,
      ExecuteSettings settings,
      Tempo tempo,
      Outlet outlet) {
    this.settings = settings;
    this.tempo = tempo;
    this.started = started;
    this.stdin = stdin;
    this.outlet = outlet;
    this.group = new ProcessGroup(started.process(), tempo.grace());
    this.activity = new Activity(settings.maxOutput());
  }

  private void flow(Threads threads) {
    threads.run(new Feed(started.stdin(), stdin));
    threads.run(pump(Stream.STDOUT));
    threads.run(pump(Stream.STDERR));
  }

  private Runnable pump(Stream stream) {
    var pipe = stream == Stream.STDOUT ? started.stdout() : started.stderr();
    var pump = new Pump(stream, pipe, outbox, activity, () -> stop(Cause.MAX_OUTPUT));
    return () -> {
      pump.run();
      pumps.countDown();
    };
  }

  /** Answers until the process has ended, one way or the other. The handler's thread. */
  Ending serve(Threads threads, Answering answering) {
    try {
      flow(threads);
      Answer answer = answering.begin();
      relay(answer);
      answer.ended(ending());
    } catch (IOException | InterruptedException _) {
      // The client has left, or was given up.
    } finally {
      stop(Cause.CLIENT_LEFT);
      outlet.done();
      release();
    }
    return ending();
  }

  /** Begins an answer, which sends something and so may fail. */
  @FunctionalInterface
  interface Answering {
    Answer begin() throws IOException;
  }

  private void relay(Answer answer) throws IOException, InterruptedException {
    while (true) {
      switch (outbox.next(tempo.beat())) {
        case Outbox.Piece piece -> answer.printed(piece, outbox.hasMore());
        case Outbox.Silence _ -> answer.beat();
        case Outbox.Finished _ -> {
          if (group.awaitLeader(tempo.beat())) {
            return;
          }
          answer.beat();
        }
      }
    }
  }

  /** Ends the process and all of its group, unless it has ended. */
  void stop(Cause because) {
    if (group.isLeaderAlive()) {
      cause.compareAndSet(null, because);
    }
  }

  /** Judges limits and presses on; whether nothing is left. The clock's thread. */
  boolean step(long now) {
    if (outlet.stuck(now) > tempo.stuck()) {
      outlet.giveUp();
    }
    judge(now);
    if (cause.get() == null && group.isLeaderAlive()) {
      return false;
    }
    if (!group.press(now)) {
      goneAt = now;
      return false;
    }
    if (activity.silence(now) > tempo.linger() || now - goneAt > tempo.stuck()) {
      started.closePipes(); // Somebody who left the session still holds them.
    }
    return released;
  }

  private void judge(long now) {
    if (isOver(settings.processTimeout(), now - begun)) {
      stop(Cause.PROCESS_TIMEOUT);
    } else if (isOver(settings.idleTimeout(), activity.silence(now))) {
      stop(Cause.IDLE_TIMEOUT);
    }
  }

  private static boolean isOver(Duration limit, long nanos) {
    return limit.isPositive() && nanos > limit.toNanos();
  }

  /**
   * Leaves nothing behind: no thread in a pipe, no process, but for what the clock still presses.
   */
  private void release() {
    outbox.close();
    started.closePipes();
    try {
      boolean _ = group.awaitLeader(tempo.grace() + PATIENCE);
      boolean _ = pumps.await(PATIENCE, TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    released = true;
  }

  private Ending ending() {
    return new Ending(
        Optional.ofNullable(cause.get()).orElse(Cause.EXITED),
        group.isLeaderAlive() ? -1 : group.code(),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun),
        stdin.length,
        activity.bytes(Stream.STDOUT),
        activity.bytes(Stream.STDERR));
  }
}
