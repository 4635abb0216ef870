package dev.fairlead.engine.http1;

import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.Trailers;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Writes what stands around the data of a chunked body (RFC 9112 §7.1). */
public final class ChunkWriter {
  /** The most bytes that {@link #start} writes. */
  public static final int MAX_START = 10;

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private ChunkWriter() {}

  /**
   * Writes the line before a chunk's data.
   *
   * @param size at least 1: a chunk of no bytes would end the body
   */
  public static void start(ByteBuf out, int size) {
    if (size < 1) {
      throw new IllegalArgumentException("a chunk has at least one byte, not " + size);
    }
    for (int shift = (31 - Integer.numberOfLeadingZeros(size)) & ~3; shift >= 0; shift -= 4) {
      out.writeByte(HEX[size >>> shift & 15]);
    }
    out.writeShort('\r' << 8 | '\n');
  }

  /** Writes what follows a chunk's data. */
  public static void end(ByteBuf out) {
    out.writeShort('\r' << 8 | '\n');
  }

  /** Writes the end of the body. Trailers that could change the message's meaning are left out. */
  public static void last(ByteBuf out, @Nullable Headers trailers) {
    out.writeByte('0');
    end(out);
    if (trailers != null) {
      int from = 0;
      for (int i = 0; i < trailers.size(); i++) {
        if (Trailers.isForbidden(trailers, i)) {
          trailers.writeTo(out, from, i);
          from = i + 1;
        }
      }
      trailers.writeTo(out, from, trailers.size());
    }
    end(out);
  }
}
