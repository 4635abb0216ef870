package dev.fairlead.engine.http1;

import dev.fairlead.engine.loop.Output;
import dev.fairlead.engine.message.Headers;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Writes one body after another behind the heads of a connection, framed as each head said. */
public final class BodyWriter {
  private final Output output;
  private boolean chunked;

  public BodyWriter(Output output) {
    this.output = output;
  }

  /** What {@link HeadWriter} answered for the head that was just written. */
  public void begin(Framing framing) {
    chunked = framing == Framing.CHUNKED;
  }

  /** Takes over a piece. */
  public void write(ByteBuf piece) {
    if (chunked && piece.isReadable()) {
      ChunkWriter.start(output.bytes(), piece.readableBytes());
      output.pass(piece);
      ChunkWriter.end(output.bytes());
    } else {
      output.pass(piece);
    }
  }

  /** Ends the body; trailers are written where the framing has a place for them. */
  public void end(@Nullable Headers trailers) {
    if (chunked) {
      ChunkWriter.last(output.bytes(), trailers);
    }
  }
}
