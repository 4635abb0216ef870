package dev.fairlead.engine.loop;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.WriteBufferWaterMark;
import org.jspecify.annotations.Nullable;

/**
 * What one connection is about to write: heads and small pieces are gathered in one buffer, large
 * ones pass as they are. Also lets the write buffer of a busy connection grow, so that idle ones
 * stay small. Event loop only.
 */
public final class Output {
  private static final int GATHER = 4 * 1024;
  private static final int FIRST = 1024;
  private static final long BUSY = 128 * 1024;
  private static final WriteBufferWaterMark LARGE =
      new WriteBufferWaterMark(256 * 1024, 512 * 1024);

  private final ChannelHandlerContext context;
  private @Nullable ByteBuf gathered;
  private long passed;

  public Output(ChannelHandlerContext context) {
    this.context = context;
  }

  /** Where to write heads and framing. */
  public ByteBuf bytes() {
    if (gathered == null) {
      gathered = context.alloc().buffer(FIRST);
    }
    return gathered;
  }

  /** Takes over a piece of a body. */
  public void pass(ByteBuf chunk) {
    int length = chunk.readableBytes();
    ByteBuf open = gathered;
    if (length <= GATHER && (open == null || open.readableBytes() + length <= 2 * GATHER)) {
      if (open == null && !chunk.isReadable()) {
        chunk.release();
        return;
      }
      if (open != null) {
        open.writeBytes(chunk);
        chunk.release();
        return;
      }
    }
    push();
    context.write(chunk, context.voidPromise());
    grow(length);
  }

  private void grow(int length) {
    if (passed <= BUSY) {
      passed += length;
      if (passed > BUSY) {
        Channel channel = context.channel();
        channel.config().setWriteBufferWaterMark(LARGE);
      }
    }
  }

  /** Hands everything to the network. */
  public void flush() {
    push();
    context.flush();
  }

  /** Drops what was gathered. */
  public void discard() {
    if (gathered != null) {
      gathered.release();
      gathered = null;
    }
  }

  private void push() {
    if (gathered != null) {
      ByteBuf ready = gathered;
      gathered = null;
      context.write(ready, context.voidPromise());
    }
  }
}
