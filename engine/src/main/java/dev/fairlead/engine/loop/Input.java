package dev.fairlead.engine.loop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * What has arrived on one connection and has not been consumed. Usually that is the one buffer that
 * was just read, so nothing is copied; only what is left over is joined with what comes next.
 */
public final class Input {
  private @Nullable ByteBuf bytes;

  /** Takes over a buffer. */
  public void add(ByteBufAllocator allocator, ByteBuf more) {
    ByteBuf left = bytes;
    if (left == null) {
      bytes = more;
    } else if (!left.isReadable()) {
      left.release();
      bytes = more;
    } else {
      ByteBuf joined = allocator.buffer(left.readableBytes() + more.readableBytes());
      joined.writeBytes(left).writeBytes(more);
      left.release();
      more.release();
      bytes = joined;
    }
  }

  public boolean isReadable() {
    return bytes != null && bytes.isReadable();
  }

  public int readableBytes() {
    return bytes == null ? 0 : bytes.readableBytes();
  }

  /** The bytes; consume by moving the reader index. */
  public ByteBuf bytes() {
    return bytes == null ? Unpooled.EMPTY_BUFFER : bytes;
  }

  /** Lets go of a buffer that has been consumed. */
  public void compact() {
    if (bytes != null && !bytes.isReadable()) {
      clear();
    }
  }

  /** Drops everything. */
  public void clear() {
    if (bytes != null) {
      bytes.release();
      bytes = null;
    }
  }
}
