package dev.fairlead.filters.inspection.coding;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Undoes one {@code gzip} or {@code deflate}, the latter with or without its zlib frame. */
final class Inflating implements AutoCloseable {
  private static final int PIECE = 16 * 1024;

  private enum Phase {
    BEFORE,
    INSIDE,
    TAIL,
    BEHIND
  }

  private final boolean gzip;
  private final Meter meter;
  private final byte[] piece = new byte[PIECE];
  private GzipFrame frame = new GzipFrame();
  private Inflater inflater = new Inflater(true);
  private Phase phase = Phase.BEFORE;
  private boolean begun;
  private long expanded;

  Inflating(boolean gzip, Meter meter) {
    this.gzip = gzip;
    this.meter = meter;
  }

  <X extends Exception> void read(ByteBuffer in, Decoded<X> out) throws Unreadable, X {
    begun |= in.hasRemaining();
    while (in.hasRemaining()) {
      switch (phase) {
        case BEFORE -> begin(in);
        case INSIDE -> inflate(in, out);
        case TAIL -> phase = frame.tail(in) ? Phase.BEHIND : Phase.TAIL;
        case BEHIND -> behind(in);
      }
    }
  }

  private void begin(ByteBuffer in) throws Unreadable {
    if (!gzip) {
      // Clients take both (RFC 9110 §8.4.1.2); a zlib frame says so in its first byte.
      boolean zlib = (in.get(in.position()) & 0x8f) == 0x08;
      inflater.end();
      inflater = new Inflater(!zlib);
      phase = Phase.INSIDE;
    } else if (frame.head(in)) {
      phase = Phase.INSIDE;
    }
  }

  private <X extends Exception> void inflate(ByteBuffer in, Decoded<X> out) throws Unreadable, X {
    inflater.setInput(in);
    int length = next();
    while (length > 0) {
      expanded += length;
      meter.expanded(expanded);
      if (gzip) {
        frame.data(piece, length);
      }
      ByteBuf bytes = Unpooled.wrappedBuffer(piece, 0, length);
      out.accept(bytes);
      length = next();
    }
    if (inflater.finished()) {
      phase = gzip ? Phase.TAIL : Phase.BEHIND;
    }
  }

  private int next() throws Unreadable {
    try {
      int length = inflater.inflate(piece);
      if (length == 0 && inflater.needsDictionary()) {
        throw new Unreadable("it wants a dictionary");
      }
      return length;
    } catch (DataFormatException e) {
      throw new Unreadable("its compressed data is broken");
    }
  }

  /** Another gzip member may follow, or zeros, which some writers fill blocks with. */
  private void behind(ByteBuffer in) throws Unreadable {
    int value = in.get(in.position());
    if (gzip && value == 0x1f) {
      frame = new GzipFrame();
      inflater.reset();
      phase = Phase.BEFORE;
    } else if (value == 0) {
      in.get();
    } else {
      throw new Unreadable("something follows its compressed data");
    }
  }

  void end() throws Unreadable {
    if (begun && phase != Phase.BEHIND) {
      throw new Unreadable("its compressed data breaks off");
    }
  }

  @Override
  public void close() {
    inflater.end();
  }
}
