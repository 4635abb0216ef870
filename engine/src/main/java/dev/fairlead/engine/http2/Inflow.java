package dev.fairlead.engine.http2;

import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.Headers;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one stream on their way to its exchange. While the exchange does not want any they
 * wait here, and the peer's window stays as small as they made it: the window is what bounds them.
 */
public final class Inflow {
  /** Who takes the bytes. */
  public interface Sink {
    void bytes(ByteBuf chunk);

    void ended(@Nullable Headers trailers);

    /** What there was has been delivered for now; not called for what comes straight in. */
    void delivered();
  }

  private static final int JOINED = 16 * 1024;
  private static final int FIRST = 256;

  /** How many times its own size a piece that waits may hold in memory. */
  private static final int SPARSE = 4;

  private final Http2Link<?> link;
  private final Http2Stream stream;
  private final Sink sink;
  private final ArrayDeque<ByteBuf> waiting = new ArrayDeque<>(2);
  private long left = Body.UNKNOWN;
  private int owed;
  private boolean wanted = true;
  private boolean lastJoins;
  private boolean resuming;
  private boolean endWaits;
  private boolean ended;
  private boolean discarding;
  private @Nullable Headers trailers;

  public Inflow(Http2Link<?> link, Http2Stream stream, Sink sink) {
    this.link = link;
    this.stream = stream;
    this.sink = sink;
  }

  /** Sets how many bytes must come, or {@link Body#UNKNOWN}. */
  public void expect(long length) {
    left = length;
  }

  /** Whether the end has come in, delivered or not. */
  public boolean ended() {
    return ended;
  }

  /**
   * Takes the payload of a DATA frame.
   *
   * @return how many bytes of window to give back at once
   * @throws Http2Exception if the length is not the declared one
   */
  public int data(ByteBuf data, int padding, boolean end) throws Http2Exception {
    int length = data.readableBytes();
    count(length, end);
    if (length > 0 && !discarding) {
      take(data.retain(), length);
    }
    if (end) {
      end(null);
    }
    return padding + settled();
  }

  /** Takes the trailer section that ends the stream. */
  public void trailers(@Nullable Headers section) throws Http2Exception {
    count(0, true);
    end(section);
  }

  /** Whether bytes are wanted now. */
  public void reading(boolean wanted) {
    this.wanted = wanted && !discarding;
    if (!this.wanted) {
      return;
    }
    if (waiting.isEmpty() && !endWaits) {
      giveBack();
    } else if (!resuming) {
      // Not within the caller, who may be in the middle of something.
      resuming = true;
      link.context().executor().execute(this::resume);
    }
  }

  /** The stream closes, which gives its window back: drops what waits and what still comes. */
  public void discard() {
    discarding = true;
    wanted = false;
    endWaits = false;
    for (ByteBuf chunk = waiting.poll(); chunk != null; chunk = waiting.poll()) {
      chunk.release();
    }
  }

  private void count(int length, boolean end) throws Http2Exception {
    if (left == Body.UNKNOWN) {
      return;
    }
    left -= length;
    if (left < 0 || (end && left > 0)) {
      throw Http2Exception.streamError(
          stream.id(), Http2Error.PROTOCOL_ERROR, "the body is not as long as content-length says");
    }
  }

  private void take(ByteBuf chunk, int length) {
    if (wanted && waiting.isEmpty()) {
      owed += length;
      sink.bytes(chunk);
    } else if (isSparse(chunk)) {
      join(chunk, length);
    } else {
      waiting.add(chunk);
      lastJoins = false;
    }
  }

  /** Whether it is a small piece of what was read with it, all of which it keeps in memory. */
  private static boolean isSparse(ByteBuf chunk) {
    ByteBuf whole = chunk.unwrap();
    return whole != null && chunk.readableBytes() < whole.capacity() / SPARSE;
  }

  /** Small pieces are copied together, or a byte that waits would hold a whole read in memory. */
  private void join(ByteBuf chunk, int length) {
    ByteBuf last = waiting.peekLast();
    if (last == null || !lastJoins || last.maxWritableBytes() < length) {
      last = link.context().alloc().buffer(Math.max(FIRST, length), Math.max(JOINED, length));
      waiting.add(last);
      lastJoins = true;
    }
    last.writeBytes(chunk);
    chunk.release();
  }

  private void end(@Nullable Headers section) {
    ended = true;
    if (discarding) {
      return;
    }
    if (wanted && waiting.isEmpty()) {
      sink.ended(section);
    } else {
      trailers = section;
      endWaits = true;
    }
  }

  private void resume() {
    resuming = false;
    while (wanted && !waiting.isEmpty()) {
      ByteBuf chunk = waiting.remove();
      owed += chunk.readableBytes();
      sink.bytes(chunk);
    }
    if (wanted && endWaits) {
      endWaits = false;
      sink.ended(trailers);
    }
    giveBack();
    sink.delivered();
  }

  private int settled() {
    int settled = wanted ? owed : 0;
    owed -= settled;
    return settled;
  }

  private void giveBack() {
    int bytes = settled();
    try {
      if (bytes > 0 && link.decoder().flowController().consumeBytes(stream, bytes)) {
        link.flushSoon();
      }
    } catch (Http2Exception e) {
      link.onError(link.context(), true, e);
    }
  }
}
