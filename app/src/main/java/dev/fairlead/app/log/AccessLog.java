package dev.fairlead.app.log;

import dev.fairlead.engine.flow.Flow;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/*
 * Event loops format their lines and copy them into one buffer; a thread of its own swaps the
 * buffer for an empty one a few times a second and writes it. The lock is held for a copy of some
 * hundred bytes. If the disk is slower than the traffic the buffer fills and lines are counted
 * instead of kept: a log must not stop the proxy.
 */

/** Writes one line per exchange without making any exchange wait. Thread-safe. */
final class AccessLog implements AutoCloseable {
  private static final int MOST = 4 << 20;
  private static final int EARLY = 64 << 10;
  private static final long PAUSE_MS = 200;

  private final OutputStream target;
  private final Losses losses;
  private final ThreadLocal<AccessLine> lines;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition early = lock.newCondition();
  private final Thread writer;

  // Guarded by lock.
  private byte[] filling = new byte[MOST / 8];
  private int used;
  private boolean closed;

  private byte[] spare = new byte[MOST / 8];

  /**
   * @param target what whole lines go to; whoever opened it closes it after this
   * @param losses where lines are counted that it does not take
   */
  AccessLog(OutputStream target, boolean json, Losses losses) {
    this.target = target;
    this.losses = losses;
    this.lines = ThreadLocal.withInitial(() -> new AccessLine(json));
    this.writer = Thread.ofPlatform().name("access-log").daemon().start(this::write);
  }

  /** Takes the line of a finished exchange; false if this log is closed. */
  boolean add(Flow flow) {
    byte[] line = lines.get().of(flow);
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      if (used + line.length > MOST) {
        losses.add(1);
        return true;
      }
      if (used + line.length > filling.length) {
        filling =
            Arrays.copyOf(
                filling, Math.min(MOST, Math.max(filling.length * 2, used + line.length)));
      }
      System.arraycopy(line, 0, filling, used, line.length);
      boolean crossed = used < EARLY && used + line.length >= EARLY;
      used += line.length;
      if (crossed) {
        early.signal();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void write() {
    boolean last = false;
    while (!last) {
      byte[] full;
      int length;
      lock.lock();
      try {
        if (!closed && used < EARLY) {
          boolean _ = early.await(PAUSE_MS, TimeUnit.MILLISECONDS);
        }
        full = filling;
        length = used;
        filling = spare;
        used = 0;
        last = closed;
      } catch (InterruptedException _) {
        return;
      } finally {
        lock.unlock();
      }
      put(full, length);
      spare = full;
      losses.tell();
    }
  }

  private void put(byte[] bytes, int length) {
    try {
      if (length > 0) {
        target.write(bytes, 0, length);
        target.flush();
      }
    } catch (IOException _) {
      losses.add(lines(bytes, length));
    }
  }

  private static long lines(byte[] bytes, int length) {
    long lines = 0;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        lines++;
      }
    }
    return lines;
  }

  /** Writes what is left, as far as the target takes it within two seconds. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      early.signal();
    } finally {
      lock.unlock();
    }
    try {
      writer.join(2000);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
