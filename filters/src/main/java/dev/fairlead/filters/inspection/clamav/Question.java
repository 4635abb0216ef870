package dev.fairlead.filters.inspection.clamav;

import dev.fairlead.filters.inspection.coding.Unreadable;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A body that ClamAV is asked about. A virtual thread talks to it; whoever has waited too long, or
 * does not want to know any more, closes its channel.
 */
public final class Question {
  private final ClamAv clamAv;
  private final Sample body;
  private final ScheduledExecutorService loop;
  private final Consumer<Scan> verdict;
  private final Thread thread;
  private @Nullable Future<?> alarm;
  private volatile boolean over;

  Question(ClamAv clamAv, Sample body, ScheduledExecutorService loop, Consumer<Scan> verdict) {
    this.clamAv = clamAv;
    this.body = body;
    this.loop = loop;
    this.verdict = verdict;
    this.thread = Thread.ofVirtual().name("clamav").unstarted(this::run);
  }

  /** On the loop. */
  void begin() {
    alarm = loop.schedule(this::expire, clamAv.timeout().toMillis(), TimeUnit.MILLISECONDS);
    thread.start();
  }

  /** Takes it back; no verdict is given any more. On the loop. */
  public void cancel() {
    over = true;
    stop();
  }

  private void expire() {
    answered(tooLate());
  }

  private void stop() {
    if (alarm != null) {
      alarm.cancel(false);
    }
    thread.interrupt();
  }

  /** On the virtual thread, which an interrupt gets out of every wait. */
  private void run() {
    Scan scan;
    try (body) {
      scan = inTurn();
    }
    try {
      loop.execute(() -> answered(scan));
    } catch (RejectedExecutionException e) {
      // The loop has ended, and with it the exchange.
      over = true;
    }
  }

  private void answered(Scan scan) {
    if (!over) {
      over = true;
      stop();
      verdict.accept(scan);
    }
  }

  private Scan inTurn() {
    try {
      clamAv.turns().acquire();
    } catch (InterruptedException e) {
      return tooLate();
    }
    try {
      return scan();
    } catch (IOException | UnresolvedAddressException e) {
      return new Scan.Unknown("clamd at " + clamAv + " is unreachable");
    } catch (Unreadable e) {
      return new Scan.Unknown(String.valueOf(e.getMessage()));
    } finally {
      clamAv.turns().release();
    }
  }

  private Scan tooLate() {
    return new Scan.Unknown("clamd at " + clamAv + " did not answer in time");
  }

  private Scan scan() throws IOException, Unreadable {
    SocketAddress address = clamAv.resolve();
    try (Instream stream = Instream.towards(address)) {
      stream.connect(address);
      try {
        body.writeTo(stream);
        stream.end();
      } catch (IOException e) {
        // It may have said why it takes no more; if it has not, that fails in turn.
        return heard(stream, e);
      }
      return stream.answer();
    }
  }

  private static Scan heard(Instream stream, IOException why) throws IOException {
    try {
      return stream.answer();
    } catch (IOException e) {
      e.addSuppressed(why);
      throw e;
    }
  }
}
