package dev.fairlead.engine.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.engine.message.Headers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

/** What stands around chunks. */
final class ChunkWriterTest {
  private final ByteBuf out = Unpooled.buffer(1);

  @Test
  void sizesAreHexadecimal() {
    for (int size : new int[] {1, 15, 16, 255, 256, 4096, 65536, 1 << 30, Integer.MAX_VALUE}) {
      out.clear();
      ChunkWriter.start(out, size);
      assertThat(out.toString(ISO_8859_1)).isEqualTo(Integer.toHexString(size) + "\r\n");
      assertThat(out.readableBytes()).isLessThanOrEqualTo(ChunkWriter.MAX_START);
    }
  }

  @Test
  void emptyChunkWouldEndTheBody() {
    assertThatThrownBy(() -> ChunkWriter.start(out, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void lastChunkCarriesOnlyHarmlessTrailers() {
    Headers trailers = new Headers();
    trailers.add("Content-Length", "3");
    trailers.add("X", "y");
    trailers.add("Host", "a");
    trailers.add("Z", "");
    ChunkWriter.last(out, trailers);
    assertThat(out.toString(ISO_8859_1)).isEqualTo("0\r\nX: y\r\nZ: \r\n\r\n");
  }

  @Test
  void lastChunkWithoutTrailers() {
    ChunkWriter.end(out);
    ChunkWriter.last(out, null);
    assertThat(out.toString(ISO_8859_1)).isEqualTo("\r\n0\r\n\r\n");
  }
}
