package dev.fairlead.engine.http1;

import dev.fairlead.engine.loop.Input;
import dev.fairlead.engine.message.BadMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Takes apart what has arrived, step by step. A step may bring about another call from further down
 * the stack: that one does nothing, and the first goes on, so messages come in their order.
 */
public final class Intake {
  /** Knows what comes next. */
  public interface Steps {
    /**
     * Takes a head or a piece of a body.
     *
     * @return whether something was taken, so that the next step may find more
     */
    boolean step(ByteBuf bytes) throws BadMessage;
  }

  private final Input input = new Input();
  private final Steps steps;
  private boolean running;

  public Intake(Steps steps) {
    this.steps = steps;
  }

  /** Takes over a buffer, without looking into it yet. */
  public void add(ByteBufAllocator allocator, ByteBuf more) {
    input.add(allocator, more);
  }

  /**
   * Takes as many steps as there are.
   *
   * @return false if they are being taken already
   */
  public boolean run() throws BadMessage {
    if (running) {
      return false;
    }
    running = true;
    try {
      while (input.isReadable() && steps.step(input.bytes())) {
        // The step has done it.
      }
    } finally {
      running = false;
      input.compact();
    }
    return true;
  }

  public boolean running() {
    return running;
  }

  public boolean isReadable() {
    return input.isReadable();
  }

  public int readableBytes() {
    return input.readableBytes();
  }

  /** Drops everything. */
  public void clear() {
    input.clear();
  }
}
