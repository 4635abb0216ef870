package dev.fairlead.engine.http1;

import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.Trailers;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Reads one body after another behind the heads of a connection (RFC 9112 §6-§7) and passes its
 * bytes on without copying them. How large a whole body may be is for others to count. Event loop
 * only.
 */
public final class BodyReader {
  private enum Step {
    SIZED,
    OPEN,
    CHUNK_LINE,
    CHUNK_DATA,
    CHUNK_CR,
    CHUNK_LF,
    TRAILERS,
    ENDED
  }

  private final Speaker speaker;
  private final Http1Limits limits;
  private final ChunkLine chunkLine;
  private @Nullable LineScanner trailerScanner;
  private Step step = Step.ENDED;
  private long remaining;

  private BodyReader(Speaker speaker, Http1Limits limits) {
    this.speaker = speaker;
    this.limits = limits;
    this.chunkLine = new ChunkLine(speaker, limits.chunkLine());
  }

  /** Reads what clients send; faults are theirs. */
  public static BodyReader ofRequests(Http1Limits limits) {
    return new BodyReader(Speaker.CLIENT, limits);
  }

  /** Reads what upstreams send; faults are theirs. */
  public static BodyReader ofResponses(Http1Limits limits) {
    return new BodyReader(Speaker.UPSTREAM, limits);
  }

  /**
   * Begins the body behind a head. One without bytes still ends by {@link #read}.
   *
   * @param length in bytes; looked at only where the framing is SIZED
   */
  public void begin(Framing framing, long length) {
    remaining = framing == Framing.SIZED ? length : 0;
    step =
        switch (framing) {
          case NONE, SIZED -> Step.SIZED;
          case CHUNKED -> Step.CHUNK_LINE;
          case UNTIL_CLOSE, TUNNEL -> Step.OPEN;
        };
    chunkLine.restart();
  }

  /** Whether the body is complete, or none was begun. */
  public boolean ended() {
    return step == Step.ENDED;
  }

  /**
   * Delivers what of the body lies in the buffer and leaves the bytes behind its end unread. Bytes
   * left unread before the end (an incomplete trailer section) must come again with more behind.
   *
   * @return whether the body has ended
   */
  public boolean read(ByteBuf in, BodySink sink) throws BadMessage {
    while (step != Step.ENDED && advance(in, sink)) {}
    return step == Step.ENDED;
  }

  /**
   * Says that no more bytes will come.
   *
   * @return whether the body is complete with that; false means that it was cut off
   */
  public boolean eof(BodySink sink) {
    if (step == Step.OPEN) {
      end(sink, null);
    }
    return step == Step.ENDED;
  }

  /** Takes one step; false if it needs more bytes. */
  private boolean advance(ByteBuf in, BodySink sink) throws BadMessage {
    return switch (step) {
      case SIZED -> sized(in, sink);
      case OPEN -> open(in, sink);
      case CHUNK_LINE -> chunkLine(in);
      case CHUNK_DATA -> chunkData(in, sink);
      case CHUNK_CR -> chunkEnd(in, '\r', Step.CHUNK_LF);
      case CHUNK_LF -> chunkEnd(in, '\n', Step.CHUNK_LINE);
      case TRAILERS -> trailers(in, sink);
      case ENDED -> false;
    };
  }

  private boolean sized(ByteBuf in, BodySink sink) {
    boolean delivered = deliver(in, sink);
    if (remaining == 0 && step == Step.SIZED) {
      end(sink, null);
    }
    return delivered;
  }

  private boolean open(ByteBuf in, BodySink sink) {
    remaining = Long.MAX_VALUE;
    return deliver(in, sink);
  }

  private boolean chunkLine(ByteBuf in) throws BadMessage {
    if (!chunkLine.read(in)) {
      return false;
    }
    remaining = chunkLine.size();
    chunkLine.restart();
    if (remaining > 0) {
      step = Step.CHUNK_DATA;
    } else {
      step = Step.TRAILERS;
      trailerScanner().restart(0);
    }
    return true;
  }

  private boolean chunkData(ByteBuf in, BodySink sink) {
    long readable = in.readableBytes();
    if (readable >= remaining) {
      step = Step.CHUNK_CR;
    }
    return deliver(in, sink);
  }

  private boolean chunkEnd(ByteBuf in, char expected, Step next) throws BadMessage {
    if (!in.isReadable()) {
      return false;
    }
    if (in.readByte() != expected) {
      throw speaker.malformed("a chunk is not followed by CR LF where its size says");
    }
    step = next;
    return true;
  }

  private boolean trailers(ByteBuf in, BodySink sink) throws BadMessage {
    LineScanner scanner = trailerScanner();
    if (!scanner.section(in, limits.trailers())) {
      return false;
    }
    Headers trailers = null;
    if (scanner.lines() > 0) {
      trailers = FieldSection.read(in, scanner, speaker, 0);
      if (Trailers.anyForbidden(trailers)) {
        throw speaker.malformed("the trailers have a field that belongs in the head");
      }
    }
    in.skipBytes(scanner.position());
    end(sink, trailers);
    return true;
  }

  private LineScanner trailerScanner() {
    LineScanner scanner = trailerScanner;
    if (scanner == null) {
      scanner = new LineScanner(speaker, limits.fieldCount());
      trailerScanner = scanner;
    }
    return scanner;
  }

  /** Hands over what there is of the remaining bytes; false if there is nothing. */
  private boolean deliver(ByteBuf in, BodySink sink) {
    int length = (int) Math.min(remaining, in.readableBytes());
    if (length == 0) {
      return false;
    }
    remaining -= length;
    sink.chunk(in.readRetainedSlice(length));
    return true;
  }

  private void end(BodySink sink, @Nullable Headers trailers) {
    step = Step.ENDED;
    sink.end(trailers);
  }
}
