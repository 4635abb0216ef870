package dev.fairlead.engine.connection.http2;

import static dev.fairlead.engine.connection.http2.Conversation.POST;
import static dev.fairlead.engine.connection.http2.Conversation.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.http2.Wire;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bytes that wait for their exchange cost about what they are, however they were sent. */
class HeldBodyTest {
  private static final int READ = 256 << 10;

  private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false, true);
  private final Conversation talk = new Conversation();

  @BeforeEach
  void hold() {
    talk.wire.channel().config().setAllocator(memory);
    talk.wire.headers(1, false, POST);
    talk.last().stream.reading(false);
  }

  @AfterEach
  void close() {
    talk.close();
  }

  @Test
  void singleBytesAreGathered() {
    send(2_000, "x");

    assertThat(memory.metric().usedHeapMemory()).isLessThan(16 << 10);
    assertDelivered(2_000);
  }

  @Test
  void smallPiecesOfLargeReadsAreGathered() {
    send(200, "x".repeat(2_000));

    assertThat(memory.metric().usedHeapMemory()).isLessThan(800 << 10);
    assertDelivered(400_000);
  }

  @Test
  void orderIsKeptWhateverIsGathered() {
    talk.wire.data(1, false, "a");
    talk.wire.data(1, false, "b".repeat(16_000));
    talk.wire.data(1, false, "c");
    talk.wire.data(1, true, "d");
    assertDelivered(16_003);

    assertThat(talk.last().told)
        .containsExactly("read complete", "body a", "body …", "body cd", "end", "read complete");
  }

  private void send(int times, String piece) {
    for (int i = 0; i < times; i++) {
      talk.wire.frame(READ, Wire.DATA, 0, 1, text(piece));
    }
  }

  private void assertDelivered(long bytes) {
    talk.last().stream.reading(true);
    talk.wire.frames();
    assertThat(talk.last().bytes).isEqualTo(bytes);
  }
}
