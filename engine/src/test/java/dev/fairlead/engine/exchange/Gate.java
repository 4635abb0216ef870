package dev.fairlead.engine.exchange;

import dev.fairlead.engine.filter.BodyFlow;
import dev.fairlead.engine.filter.BodyStage;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Headers;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A step that holds all bytes until the test opens it, and writes down what it sees. */
final class Gate implements BodyStage {
  private final ArrayDeque<ByteBuf> held = new ArrayDeque<>();
  private final boolean holdsHead;
  final StringBuilder seen = new StringBuilder();
  @Nullable BodyFlow next;
  private @Nullable Headers trailers;
  private boolean ended;
  private boolean open;
  int releases;

  Gate(boolean holdsHead) {
    this.holdsHead = holdsHead;
  }

  @Override
  public String filter() {
    return "gate";
  }

  @Override
  public boolean holdsHead() {
    return holdsHead;
  }

  @Override
  public void chunk(ByteBuf chunk, BodyFlow flow) {
    next = flow;
    seen.append(chunk.toString(StandardCharsets.UTF_8));
    if (open) {
      flow.chunk(chunk);
    } else {
      held.add(chunk);
      flow.reading(false);
    }
  }

  @Override
  public void end(@Nullable Headers fields, BodyFlow flow) {
    next = flow;
    seen.append('.');
    ended = true;
    trailers = fields;
    if (open) {
      flow.end(fields);
    }
  }

  @Override
  public void release() {
    releases++;
    held.forEach(ByteBuf::release);
    held.clear();
  }

  void open() {
    open = true;
    BodyFlow flow = Objects.requireNonNull(next);
    while (!held.isEmpty()) {
      flow.chunk(held.remove());
    }
    if (ended) {
      flow.end(trailers);
    } else {
      flow.reading(true);
    }
    flow.flush();
  }

  void refuse() {
    Objects.requireNonNull(next).refuse(new Failure(Failure.Kind.DENIED, "a virus"));
  }
}
