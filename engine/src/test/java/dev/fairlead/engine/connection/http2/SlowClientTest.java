package dev.fairlead.engine.connection.http2;

import static dev.fairlead.engine.connection.http2.Conversation.GET;
import static dev.fairlead.engine.connection.http2.Conversation.ok;
import static dev.fairlead.engine.connection.http2.Conversation.response;
import static dev.fairlead.engine.connection.http2.Conversation.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.exchange.ClientStream;
import dev.fairlead.engine.http2.Http2Limits;
import dev.fairlead.engine.message.Body;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A client that reads, however slowly, is told from one that does not. */
class SlowClientTest {
  private static final int INITIAL_WINDOW = 4;
  private static final int WIDE = 1 << 20;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final String CHUNK = "x".repeat(16_000);

  @Test
  void everyBitOfWindowShows() {
    try (Conversation talk = new Conversation(Http2Limits.CLIENTS, INITIAL_WINDOW, 10)) {
      ClientStream stream = respond(talk, 1, "0123456789abcdef");
      assertThat(stream.unsent()).isEqualTo(6);

      talk.wire.windowUpdate(1, 2);
      assertThat(stream.unsent()).isEqualTo(4);
      talk.wire.windowUpdate(1, 100);
      assertThat(stream.unsent()).isZero();
    }
  }

  @Test
  void whatOtherStreamsReadIsNoProgress() {
    try (Conversation talk = new Conversation(Http2Limits.CLIENTS, INITIAL_WINDOW, 0)) {
      talk.wire.windowUpdate(0, WIDE);
      ClientStream stuck = respond(talk, 1, CHUNK);
      talk.wire.takes(0);
      ClientStream other = respond(talk, 3, CHUNK.repeat(20));
      talk.wire.windowUpdate(3, WIDE);
      long before = other.unsent();
      talk.wire.takes(17_000);

      assertThat(other.unsent()).isLessThan(before).isPositive();
      assertThat(stuck.unsent()).isEqualTo(CHUNK.length());
    }
  }

  @Test
  void whatTheNetworkTakesShows() {
    try (Conversation talk = wide()) {
      talk.wire.takes(0);
      ClientStream stream = respond(talk, 1, CHUNK.repeat(20));
      assertThat(stream.writable()).isFalse();
      long before = stream.unsent();

      talk.wire.takes(17_000);
      assertThat(stream.writable()).isFalse();
      assertThat(stream.unsent()).isLessThan(before).isPositive();
    }
  }

  @Test
  void finishedResponseIsReadToItsEndHoweverSlowly() {
    try (Conversation talk = wide()) {
      talk.wire.takes(0);
      ClientStream stream = respond(talk, 1, CHUNK.repeat(20));
      stream.finish(null);
      stream.flush();
      for (int i = 1; i <= 10; i++) {
        talk.connection.tick(20L * i * SECOND);
        talk.wire.takes(17_000);
      }
      assertThat(talk.wire.channel().isActive()).isTrue();
      assertThat(talk.connection.openStreams()).isEqualTo(1);

      talk.connection.tick(220 * SECOND);
      talk.connection.tick(251 * SECOND);
      assertThat(talk.connection.openStreams()).isZero();
    }
  }

  @Test
  void clientThatTakesNothingLosesItsConnection() {
    try (Conversation talk = wide()) {
      talk.wire.takes(0);
      respond(talk, 1, CHUNK.repeat(20));
      talk.connection.tick(SECOND);
      talk.connection.tick(30 * SECOND);
      assertThat(talk.wire.channel().isActive()).isTrue();

      talk.connection.tick(32 * SECOND);
      assertThat(talk.wire.channel().isActive()).isFalse();
    }
  }

  /** Heads are under no flow control, but a stream whose end has not left still counts. */
  @Test
  void clientThatReadsNoHeadsGetsNoMoreThanItMayHaveStreams() {
    try (Conversation talk = wide()) {
      talk.wire.takes(0);
      for (int i = 0; i < 2_000; i++) {
        int before = talk.exchanges.size();
        talk.wire.headers(2 * i + 1, true, GET);
        if (talk.exchanges.size() > before) {
          talk.last().stream.respond(response(204, Body.NONE, "x", "y".repeat(8_000)));
          talk.last().stream.flush();
        }
      }
      assertThat(talk.exchanges).hasSize(Http2Limits.CLIENTS.streams());

      talk.wire.channel().advanceTimeBy(2, TimeUnit.SECONDS);
      talk.wire.channel().runScheduledPendingTasks();
      assertThat(talk.wire.channel().isActive()).isFalse();
    }
  }

  private static ClientStream respond(Conversation talk, int id, String body) {
    talk.wire.headers(id, true, GET);
    ClientStream stream = talk.last().stream;
    stream.respond(ok());
    stream.write(text(body));
    stream.flush();
    talk.wire.frames();
    return stream;
  }

  /** With windows that stop nobody. */
  private static Conversation wide() {
    Conversation talk = new Conversation(Http2Limits.CLIENTS, INITIAL_WINDOW, WIDE);
    talk.wire.windowUpdate(0, WIDE);
    return talk;
  }
}
