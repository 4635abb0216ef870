package dev.fairlead.filters.limits;

import dev.fairlead.engine.filter.BodyFlow;
import dev.fairlead.engine.filter.BodyStage;
import dev.fairlead.engine.message.Headers;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/*
 * Bytes leave in slices. For each slice a place in time is reserved, behind those that others of the
 * same key have reserved: they share the rate slice by slice, in the order in which they came. If
 * the place is later than the rate's burst allows, the rest waits here, and a timer lets the slice go
 * at its time. Places are counted from each other and not from when a timer happened to run, so the
 * rate does not drift; while something waits the sender is held back, so that no more waits than
 * what one read has brought.
 */

/** Lets the bytes of one direction pass no faster than a rate. Event loop only. */
final class Pace implements BodyStage {
  private final PaceRate rate;
  private final Ledger ledger;
  private final long key;
  private final AtomicLong crowd;
  private final ScheduledExecutorService loop;
  private final ArrayDeque<ByteBuf> waiting = new ArrayDeque<>(2);
  private @Nullable Future<?> timer;
  private @Nullable Headers trailers;
  private boolean passing;
  private boolean ended;
  private boolean over;

  Pace(PaceRate rate, Ledger ledger, long key, AtomicLong crowd, ScheduledExecutorService loop) {
    this.rate = rate;
    this.ledger = ledger;
    this.key = key;
    this.crowd = crowd;
    this.loop = loop;
  }

  @Override
  public String filter() {
    return RateLimit.NAME;
  }

  @Override
  public void chunk(ByteBuf chunk, BodyFlow next) {
    waiting.add(chunk);
    if (timer == null && !passing) {
      proceed(next);
    }
  }

  @Override
  public void end(@Nullable Headers fields, BodyFlow next) {
    trailers = fields;
    ended = true;
    if (timer == null && !passing) {
      next.end(fields);
    }
  }

  @Override
  public void release() {
    over = true;
    if (timer != null) {
      timer.cancel(false);
    }
    waiting.forEach(chunk -> chunk.release());
    waiting.clear();
  }

  /** Passes on what may go now, and sees to it that the rest goes later. */
  private void proceed(BodyFlow next) {
    passing = true;
    while (!over && !waiting.isEmpty()) {
      int size = Math.min(waiting.getFirst().readableBytes(), rate.slice());
      long credit = reserve(size);
      if (credit < 0) {
        passing = false;
        hold(size, -credit, next);
        return;
      }
      next.chunk(slice(size));
    }
    passing = false;
    if (!over && ended) {
      next.end(trailers);
    }
  }

  private long reserve(int bytes) {
    return ledger
        .arrivals()
        .reserve(key, rate.gcra(), rate.gcra().cost(bytes), ledger.now(), crowd);
  }

  private void hold(int size, long nanos, BodyFlow next) {
    timer = loop.schedule(() -> resume(size, next), nanos, TimeUnit.NANOSECONDS);
    next.reading(false);
  }

  private void resume(int size, BodyFlow next) {
    timer = null;
    if (over) {
      return;
    }
    passing = true;
    next.chunk(slice(size));
    proceed(next);
    next.flush();
    if (timer == null) {
      next.reading(true);
    }
  }

  private ByteBuf slice(int size) {
    ByteBuf first = waiting.getFirst();
    return size == first.readableBytes() ? waiting.removeFirst() : first.readRetainedSlice(size);
  }
}
