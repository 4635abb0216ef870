package dev.fairlead.control.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.control.execute.Outbox.Piece;
import dev.fairlead.testkit.Eventually;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class OutboxTest {
  private final Outbox outbox = new Outbox();

  @Test
  void piecesComeInOrderThenTheEnd() throws InterruptedException {
    Piece one = new Piece(Stream.STDOUT, new byte[1]);
    Piece two = new Piece(Stream.STDERR, new byte[2]);
    assertThat(outbox.put(one) && outbox.put(two)).isTrue();
    outbox.ended();
    outbox.ended();
    assertThat(outbox.next(0)).isSameAs(one);
    assertThat(outbox.hasMore()).isTrue();
    assertThat(outbox.next(0)).isSameAs(two);
    assertThat(outbox.next(0)).isEqualTo(Outbox.Finished.YES);
  }

  @Test
  void silenceIsToldAfterTheWait() throws InterruptedException {
    outbox.ended();
    assertThat(outbox.next(1)).isEqualTo(Outbox.Silence.YES);
  }

  @Test
  void fullBoxMakesPipesWaitUntilSomebodyReadsOrLeaves() throws InterruptedException {
    AtomicInteger taken = new AtomicInteger();
    var writer = CompletableFuture.supplyAsync(() -> fill(taken), task -> new Thread(task).start());
    Eventually.until(() -> taken.get() == 4);
    assertThat(writer).isNotDone();
    assertThat(outbox.next(0)).isInstanceOf(Piece.class);
    Eventually.until(() -> taken.get() == 5);
    assertThat(writer).isNotDone();
    outbox.close();
    assertThat(writer.join()).isFalse();
    assertThat(taken).hasValue(5);
  }

  private boolean fill(AtomicInteger taken) {
    try {
      while (outbox.put(new Piece(Stream.STDOUT, new byte[1]))) {
        taken.incrementAndGet();
      }
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
