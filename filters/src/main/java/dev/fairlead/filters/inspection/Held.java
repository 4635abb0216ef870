package dev.fairlead.filters.inspection;

import dev.fairlead.engine.filter.BodyFlow;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of one body that wait for a verdict. Crumbs are gathered, so that a body of one-byte
 * chunks takes no more memory than it is long; anything larger is kept as it came.
 */
final class Held {
  private static final int CRUMB = 1024;
  private static final int GATHERED = 16 * 1024;

  private final ArrayDeque<ByteBuf> chunks = new ArrayDeque<>(2);
  private final Budget budget;
  private final long most;
  private long bytes;

  Held(Budget budget, long most) {
    this.budget = budget;
    this.most = most;
  }

  /** Takes over the buffer if there is room for it; false leaves it to the caller. */
  boolean add(ByteBuf chunk) {
    int length = chunk.readableBytes();
    if (length > most - bytes || !budget.take(length)) {
      return false;
    }
    bytes += length;
    if (length < CRUMB && !chunks.isEmpty()) {
      gather(chunk, length);
    } else {
      chunks.add(chunk);
    }
    return true;
  }

  private void gather(ByteBuf crumb, int length) {
    ByteBuf last = chunks.getLast();
    if (last.writableBytes() < length || last.refCnt() > 1 || last.capacity() != GATHERED) {
      last = crumb.alloc().directBuffer(GATHERED, GATHERED);
      chunks.add(last);
    }
    last.writeBytes(crumb);
    crumb.release();
  }

  boolean isEmpty() {
    return bytes == 0;
  }

  /** All of it, to be released by the caller, while it stays here too. */
  List<ByteBuf> shared() {
    List<ByteBuf> all = new ArrayList<>(chunks.size());
    chunks.forEach(each -> all.add(each.retainedDuplicate()));
    return all;
  }

  void passTo(BodyFlow next) {
    giveBack();
    for (ByteBuf each = chunks.poll(); each != null; each = chunks.poll()) {
      next.chunk(each);
    }
  }

  void release() {
    giveBack();
    chunks.forEach(ByteBuf::release);
    chunks.clear();
  }

  private void giveBack() {
    budget.giveBack(bytes);
    bytes = 0;
  }
}
