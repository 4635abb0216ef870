package dev.fairlead.filters.inspection.filetype;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Collects the first bytes of a body. */
public final class Prefix {
  private final byte[] bytes = new byte[FileType.PREFIX];
  private int length;

  /** Reads on as far as needed; whether there is enough now. The buffer is not changed. */
  public boolean add(ByteBuf chunk) {
    int more = Math.min(chunk.readableBytes(), bytes.length - length);
    chunk.getBytes(chunk.readerIndex(), bytes, length, more);
    length += more;
    return length == bytes.length;
  }

  public boolean isEmpty() {
    return length == 0;
  }

  /** What it is the beginning of, or null. */
  public @Nullable FileType type() {
    return FileType.of(bytes, length);
  }
}
