package dev.fairlead.engine.exchange;

import dev.fairlead.engine.filter.BodyFlow;
import dev.fairlead.engine.filter.BodyStage;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Headers;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The steps that the bytes of one direction pass, one behind the other, and behind the last the
 * exchange itself. There is none where no filter wants to see a body, which is the usual case.
 */
final class Passage {
  /** What lies behind the last step. */
  interface Exit {
    void chunk(ByteBuf chunk);

    void end(@Nullable Headers trailers);

    void flush();

    /** A step wants bytes again, or wants none for now. */
    void wanting();

    void refuse(String filter, Failure failure);
  }

  private final Exit exit;
  private final Step first;
  private Step last;
  private boolean holdsHead;
  private int pausing;
  private boolean over;

  Passage(BodyStage stage, Exit exit) {
    this.exit = exit;
    this.first = new Step(stage);
    this.last = first;
    this.holdsHead = stage.holdsHead();
  }

  void add(BodyStage stage) {
    Step step = new Step(stage);
    last.next = step;
    last = step;
    holdsHead |= stage.holdsHead();
  }

  boolean holdsHead() {
    return holdsHead;
  }

  /** Whether no step holds the sender back. */
  boolean wanting() {
    return pausing == 0;
  }

  void chunk(ByteBuf chunk) {
    if (over) {
      chunk.release();
    } else {
      first.stage.chunk(chunk, first);
    }
  }

  void end(@Nullable Headers trailers) {
    if (!over) {
      first.stage.end(trailers, first);
    }
  }

  void release() {
    if (!over) {
      over = true;
      for (Step step = first; step != null; step = step.next) {
        step.stage.release();
      }
    }
  }

  /** A step, and what it passes bytes on to. */
  private final class Step implements BodyFlow {
    private final BodyStage stage;
    private @Nullable Step next;
    private boolean pausesSender;

    private Step(BodyStage stage) {
      this.stage = stage;
    }

    @Override
    public void chunk(ByteBuf chunk) {
      if (over) {
        chunk.release();
      } else if (next != null) {
        next.stage.chunk(chunk, next);
      } else {
        exit.chunk(chunk);
      }
    }

    @Override
    public void end(@Nullable Headers trailers) {
      if (over) {
        return;
      }
      if (next != null) {
        next.stage.end(trailers, next);
      } else {
        exit.end(trailers);
      }
    }

    @Override
    public void flush() {
      if (!over) {
        exit.flush();
      }
    }

    @Override
    public void reading(boolean wanted) {
      if (pausesSender == wanted && !over) {
        pausesSender = !wanted;
        pausing += wanted ? -1 : 1;
        exit.wanting();
      }
    }

    @Override
    public void refuse(Failure failure) {
      if (!over) {
        exit.refuse(stage.filter(), failure);
      }
    }
  }
}
