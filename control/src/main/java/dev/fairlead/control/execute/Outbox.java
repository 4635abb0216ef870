package dev.fairlead.control.execute;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Hands what a process prints from its pipes to whoever answers the client. It holds a few pieces
 * and no more: a client that does not read makes the pipes wait, and they the process.
 */
final class Outbox {
  private static final int MOST = 4;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition news = lock.newCondition();

  // Guarded by lock.
  private final Queue<Piece> pieces = new ArrayDeque<>(MOST);
  private int open = Stream.values().length;
  private boolean closed;

  /** What is next. */
  sealed interface Next {}

  /** Some bytes that a process printed; never compared. */
  @SuppressWarnings("ArrayRecordComponent")
  record Piece(Stream stream, byte[] bytes) implements Next {}

  /** Nothing was printed for as long as was waited. */
  enum Silence implements Next {
    YES
  }

  /** Nothing will be printed any more. */
  enum Finished implements Next {
    YES
  }

  /** Adds a piece once there is room; false if nobody will take it any more. */
  boolean put(Piece piece) throws InterruptedException {
    lock.lock();
    try {
      while (pieces.size() == MOST && !closed) {
        room.await();
      }
      if (closed) {
        return false;
      }
      pieces.add(piece);
      news.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Takes the next piece, for which it waits that long. */
  Next next(long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (pieces.isEmpty() && open > 0) {
        if (left <= 0) {
          return Silence.YES;
        }
        left = news.awaitNanos(left);
      }
      Piece piece = pieces.poll();
      room.signal();
      return piece == null ? Finished.YES : piece;
    } finally {
      lock.unlock();
    }
  }

  /** Whether a piece waits. */
  boolean hasMore() {
    lock.lock();
    try {
      return !pieces.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** One of the streams is at its end. */
  void ended() {
    lock.lock();
    try {
      open--;
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Nobody takes pieces any more. */
  void close() {
    lock.lock();
    try {
      closed = true;
      pieces.clear();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
