package dev.fairlead.control.execute;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads one pipe until its end, on a platform thread: a blocked read would pin a virtual one. */
final class Pump implements Runnable {
  private static final int MOST = 32 * 1024;

  private final Stream stream;
  private final FileChannel pipe;
  private final Outbox outbox;
  private final Activity activity;
  private final Runnable exceeded;

  /** Tells {@code exceeded} when the process prints more than it may; the rest is dropped. */
  Pump(Stream stream, FileChannel pipe, Outbox outbox, Activity activity, Runnable exceeded) {
    this.stream = stream;
    this.pipe = pipe;
    this.outbox = outbox;
    this.activity = activity;
    this.exceeded = exceeded;
  }

  @Override
  public void run() {
    ByteBuffer buffer = ByteBuffer.allocate(MOST);
    try (pipe) {
      boolean wanted = true;
      while (wanted && pipe.read(buffer.clear()) >= 0) {
        wanted = deliver(buffer.flip());
      }
    } catch (IOException _) {
      // The pipe was closed because nobody waits for its end.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      outbox.ended();
    }
  }

  private boolean deliver(ByteBuffer read) throws InterruptedException {
    int count = read.remaining();
    int kept = activity.arrived(stream, count);
    try {
      if (kept < count) {
        exceeded.run();
      }
      return kept == 0 || outbox.put(piece(read, kept));
    } finally {
      activity.delivered();
    }
  }

  private Outbox.Piece piece(ByteBuffer read, int kept) {
    byte[] bytes = new byte[kept];
    read.get(bytes);
    return new Outbox.Piece(stream, bytes);
  }
}
