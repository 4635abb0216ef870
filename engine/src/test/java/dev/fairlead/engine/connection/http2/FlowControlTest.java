package dev.fairlead.engine.connection.http2;

import static dev.fairlead.engine.connection.http2.Conversation.GET;
import static dev.fairlead.engine.connection.http2.Conversation.POST;
import static dev.fairlead.engine.connection.http2.Conversation.ok;
import static dev.fairlead.engine.connection.http2.Conversation.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.http2.Http2Limits;
import io.netty.handler.codec.http2.Http2Error;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FlowControlTest {
  private static final int INITIAL_WINDOW = 4;
  private static final String CHUNK = "x".repeat(16_000);

  @Test
  void windowIsGivenBackWhileTheExchangeReads() {
    try (Conversation talk = new Conversation()) {
      talk.wire.headers(1, false, POST);
      for (int i = 0; i < 20; i++) {
        talk.wire.data(1, false, CHUNK);
      }

      assertThat(talk.last().bytes).isEqualTo(320_000);
      assertThat(updates(talk.wire.frames())).isNotEmpty();
    }
  }

  @Test
  void exchangeThatDoesNotReadGetsNothingAndGivesNoWindow() {
    try (Conversation talk = new Conversation()) {
      talk.wire.headers(1, false, POST);
      talk.last().stream.reading(false);
      for (int i = 0; i < 32; i++) {
        talk.wire.data(1, i == 31, CHUNK);
      }
      assertThat(talk.last().bytes).isZero();
      assertThat(updates(talk.wire.frames())).isEmpty();

      talk.last().stream.reading(true);
      assertThat(talk.last().bytes).as("not within the call").isZero();
      talk.wire.frames();
      assertThat(talk.last().bytes).isEqualTo(512_000);
      assertThat(talk.last().told).endsWith("end", "read complete");
    }
  }

  @Test
  void senderBeyondTheWindowIsReset() {
    try (Conversation talk = new Conversation()) {
      talk.wire.headers(1, false, POST);
      talk.last().stream.reading(false);
      for (int i = 0; i < 33; i++) {
        talk.wire.data(1, false, CHUNK);
      }

      assertThat(talk.wire.frames()).contains("RST_STREAM 1 FLOW_CONTROL_ERROR");
      assertThat(talk.last().told).hasSize(2).last().asString().startsWith("failed");
    }
  }

  @Test
  void writableFollowsTheClientsWindow() {
    try (Conversation talk = new Conversation(Http2Limits.CLIENTS, INITIAL_WINDOW, 10)) {
      talk.wire.headers(1, true, GET);
      talk.last().stream.respond(ok());
      assertThat(talk.last().stream.writable()).isTrue();
      talk.last().stream.write(text("0123456789abcdef"));
      talk.last().stream.flush();
      assertThat(talk.last().stream.writable()).isFalse();
      assertThat(talk.wire.frames()).containsExactly("HEADERS 1 :status=200", "DATA 1 0123456789");

      talk.wire.windowUpdate(1, 1);
      assertThat(talk.wire.frames()).containsExactly("DATA 1 a");
      assertThat(talk.last().told).doesNotContain("writable");
      talk.wire.windowUpdate(1, 100);
      assertThat(talk.wire.frames()).containsExactly("DATA 1 bcdef");
      assertThat(talk.last().told).containsOnlyOnce("writable");
      assertThat(talk.last().stream.writable()).isTrue();
    }
  }

  @Test
  void finishedResponseThatTheClientDoesNotTakeIsResetInTheEnd() {
    try (Conversation talk = new Conversation(Http2Limits.CLIENTS, INITIAL_WINDOW, 10)) {
      talk.wire.headers(1, true, GET);
      talk.last().stream.respond(ok());
      talk.last().stream.write(text("0123456789abcdef"));
      talk.last().stream.finish(null);
      talk.last().stream.flush();
      long second = TimeUnit.SECONDS.toNanos(1);
      talk.connection.tick(second);
      talk.connection.tick(20 * second);
      talk.wire.windowUpdate(1, 1);
      talk.connection.tick(40 * second);
      assertThat(talk.connection.openStreams()).isEqualTo(1);

      talk.connection.tick(71 * second);
      assertThat(talk.wire.frames()).endsWith("RST_STREAM 1 CANCEL");
      assertThat(talk.connection.openStreams()).isZero();
    }
  }

  @Test
  void resetStreamReturnsItsPartOfTheConnectionWindow() {
    Http2Limits small = new Http2Limits(100, 16 << 10, 200, 8 << 10, 64 << 10, 1);
    try (Conversation talk = new Conversation(small)) {
      for (int stream = 1; stream < 40; stream += 2) {
        talk.wire.headers(stream, false, POST);
        talk.last().stream.reading(false);
        talk.wire.data(stream, false, CHUNK);
        talk.wire.reset(stream, Http2Error.CANCEL);
      }

      assertThat(talk.exchanges).hasSize(20);
      assertThat(talk.wire.frames()).doesNotContain("GOAWAY");
      assertThat(talk.wire.channel().isActive()).isTrue();
    }
  }

  private static List<String> updates(List<String> frames) {
    return frames.stream().filter(frame -> frame.startsWith("WINDOW_UPDATE")).toList();
  }
}
