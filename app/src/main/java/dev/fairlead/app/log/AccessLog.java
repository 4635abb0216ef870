package dev.fairlead.app.log;

import dev.fairlead.app.config.Logging;
import dev.fairlead.engine.flow.Flow;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/*
 * Event loops format their lines and copy them into one buffer; a thread of its own swaps the
 * buffer for an empty one a few times a second and writes it. The lock is held for a copy of some
 * hundred bytes. If the disk is slower than the traffic the buffer fills and lines are counted
 * instead of kept: a log must not stop the proxy.
 */

/** Writes one line per exchange without making any exchange wait. Thread-safe. */
public final class AccessLog implements AutoCloseable {
  private static final int MOST = 4 << 20;
  private static final int EARLY = 64 << 10;
  private static final long PAUSE_MS = 200;

  private final OutputStream target;
  private final ThreadLocal<AccessLine> lines;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition early = lock.newCondition();
  private final Thread writer;

  // Guarded by lock.
  private byte[] filling = new byte[MOST / 8];
  private int used;
  private long dropped;
  private boolean closed;

  private byte[] spare = new byte[MOST / 8];

  public AccessLog(OutputStream target, boolean json) {
    this.target = target;
    this.lines = ThreadLocal.withInitial(() -> new AccessLine(json));
    this.writer = Thread.ofPlatform().name("access-log").daemon().start(this::write);
  }

  /**
   * Opens the log that the configuration asks for, or returns null if it asks for none.
   *
   * @throws IOException with a sentence that names file and remedy
   */
  public static @Nullable AccessLog open(Logging logging) throws IOException {
    if (!logging.access().enabled()) {
      return null;
    }
    boolean json = logging.accessFormat() == Logging.Format.JSON;
    if (logging.file().isEmpty()) {
      return new AccessLog(new StandardOutput(), json);
    }
    Path file = logging.file().get();
    try {
      return new AccessLog(new FileOutputStream(file.toFile(), true), json);
    } catch (IOException e) {
      throw new IOException(
          "cannot write to logging.file %s; create its folder, or let this user write there"
              .formatted(file),
          e);
    }
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
        dropped++;
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

  /** Lines that were not kept because the target was too slow. */
  public long dropped() {
    lock.lock();
    try {
      return dropped;
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
    }
  }

  private void put(byte[] bytes, int length) {
    try {
      if (length > 0) {
        target.write(bytes, 0, length);
        target.flush();
      }
    } catch (IOException _) {
      lock.lock();
      try {
        dropped++;
      } finally {
        lock.unlock();
      }
    }
  }

  /** Writes what is left and closes the target. */
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
      target.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException _) {
      // What could be written has been written.
    }
  }

  /** Belongs to the process, so it stays open. */
  private static final class StandardOutput extends FileOutputStream {
    private StandardOutput() {
      super(FileDescriptor.out);
    }

    @Override
    public void close() {}
  }
}
