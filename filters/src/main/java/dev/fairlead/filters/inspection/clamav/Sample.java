package dev.fairlead.filters.inspection.clamav;

import dev.fairlead.filters.inspection.coding.Decoding;
import dev.fairlead.filters.inspection.coding.Unreadable;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.List;

/**
 * A whole body, which belongs to whoever asks about it.
 *
 * @param chunks not changed; released when it is closed
 * @param coding undoes its content codings
 */
public record Sample(List<ByteBuf> chunks, Decoding coding) implements AutoCloseable {
  void writeTo(Instream out) throws IOException, Unreadable {
    for (ByteBuf chunk : chunks) {
      coding.<IOException>read(chunk, out::write);
    }
  }

  @Override
  public void close() {
    chunks.forEach(ByteBuf::release);
    coding.close();
  }
}
