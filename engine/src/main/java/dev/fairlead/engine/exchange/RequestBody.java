package dev.fairlead.engine.exchange;

import dev.fairlead.engine.message.Headers;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A request's body between the client and the upstream: what came before the upstream stood waits
 * here, and what was sent is kept, within a budget, for as long as it may have to be sent again.
 */
final class RequestBody {
  /** A body in more pieces would take more memory than its bytes say. */
  private static final int MOST_PIECES = 64;

  private final ReplayBudget budget;
  private @Nullable ArrayDeque<ByteBuf> waiting;
  private @Nullable ArrayDeque<ByteBuf> kept;
  private @Nullable Headers trailers;
  private long keptBytes;
  private long replayLimit;
  private boolean sent;
  private boolean ended;

  RequestBody(ReplayBudget budget) {
    this.budget = budget;
  }

  /** How many bytes are kept, at most, for another attempt. */
  void replayLimit(long bytes) {
    replayLimit = bytes;
  }

  void hold(ByteBuf chunk) {
    if (waiting == null) {
      waiting = new ArrayDeque<>(2);
    }
    waiting.add(chunk);
  }

  boolean holding() {
    return waiting != null && !waiting.isEmpty();
  }

  /** All that waits, which is now the caller's. */
  ArrayDeque<ByteBuf> takeAll() {
    ArrayDeque<ByteBuf> all = waiting == null ? new ArrayDeque<>(0) : waiting;
    waiting = null;
    return all;
  }

  /** The next piece that waits, which is now the caller's, or null. */
  @Nullable ByteBuf next() {
    return waiting == null ? null : waiting.poll();
  }

  /** Says that a piece goes to the upstream now; it is still the caller's. */
  void sending(ByteBuf chunk) {
    boolean whole = !sent || kept != null;
    sent = true;
    int bytes = chunk.readableBytes();
    boolean sparse = kept != null && kept.size() >= MOST_PIECES;
    if (!whole || sparse || keptBytes + bytes > replayLimit || !budget.take(bytes)) {
      forget();
      return;
    }
    if (kept == null) {
      kept = new ArrayDeque<>(4);
    }
    keptBytes += bytes;
    kept.add(chunk.retainedDuplicate());
  }

  /** Whether all that was sent can be sent again. */
  boolean resendable() {
    return !sent || kept != null;
  }

  /** Puts what was sent back, in front of what waits. */
  void rewind() {
    while (kept != null && !kept.isEmpty()) {
      if (waiting == null) {
        waiting = new ArrayDeque<>(kept.size());
      }
      waiting.addFirst(kept.removeLast());
    }
    kept = null;
    budget.giveBack(keptBytes);
    keptBytes = 0;
    sent = false;
  }

  /** Nothing will be sent again. */
  void forget() {
    replayLimit = 0;
    budget.giveBack(keptBytes);
    keptBytes = 0;
    if (kept != null) {
      kept.forEach(ByteBuf::release);
      kept = null;
    }
  }

  void end(@Nullable Headers fields) {
    ended = true;
    trailers = fields;
  }

  /** More follows after all: a tunnel's bytes, or what a step lets pass. */
  void reopen() {
    ended = false;
  }

  boolean ended() {
    return ended;
  }

  @Nullable Headers trailers() {
    return trailers;
  }

  void release() {
    forget();
    for (ByteBuf chunk = next(); chunk != null; chunk = next()) {
      chunk.release();
    }
  }
}
