package dev.fairlead.engine.connection.http2;

import static dev.fairlead.engine.connection.http2.Conversation.GET;
import static dev.fairlead.engine.connection.http2.Conversation.POST;
import static dev.fairlead.engine.connection.http2.Conversation.ok;
import static dev.fairlead.engine.connection.http2.Conversation.response;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.http2.Http2Limits;
import dev.fairlead.engine.http2.Wire;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.Failure;
import io.netty.handler.codec.http2.Http2Error;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Conversation talk = new Conversation();

  @AfterEach
  void close() {
    talk.close();
  }

  @Test
  void connectionWithoutRequestEndsAfterTheFirstTimeout() {
    talk.connection.tick(0);
    talk.connection.tick(9 * SECOND);
    assertThat(talk.wire.channel().isActive()).isTrue();

    talk.connection.tick(11 * SECOND);
    assertThat(talk.wire.frames()).containsExactly("GOAWAY 0 NO_ERROR");
    assertThat(talk.wire.channel().isActive()).isFalse();
  }

  @Test
  void idleTimeCountsFromTheLastStream() {
    talk.connection.tick(0);
    talk.wire.headers(1, true, GET);
    talk.connection.tick(300 * SECOND);
    assertThat(talk.last().told).contains("tick");
    talk.last().stream.respond(response(204, Body.NONE));
    talk.last().stream.flush();
    talk.wire.frames();
    talk.connection.tick(419 * SECOND);
    assertThat(talk.wire.channel().isActive()).isTrue();

    talk.connection.tick(421 * SECOND);
    assertThat(talk.wire.frames()).containsExactly("GOAWAY 1 NO_ERROR");
    assertThat(talk.wire.channel().isActive()).isFalse();
  }

  @Test
  void drainServesWhatIsOnItsWayAndRefusesTheRest() {
    talk.wire.headers(1, false, POST);
    talk.connection.drain();
    assertThat(talk.wire.frames()).containsExactly("GOAWAY all NO_ERROR");
    talk.wire.headers(3, true, GET);
    assertThat(talk.exchanges).hasSize(2);

    talk.connection.tick(SECOND);
    assertThat(talk.wire.frames()).containsExactly("GOAWAY 3 NO_ERROR");
    talk.wire.headers(5, false, POST);
    talk.wire.data(5, true, "body");
    assertThat(talk.wire.frames()).containsExactly("RST_STREAM 5 REFUSED_STREAM");
    assertThat(talk.exchanges).hasSize(2);

    talk.wire.data(1, true, "rest");
    talk.exchanges.forEach(script -> {
      script.stream.respond(ok());
      script.stream.finish(null);
      script.stream.flush();
      assertThat(talk.wire.frames()).hasSize(2);
    });
    talk.connection.tick(2 * SECOND);
    assertThat(talk.wire.channel().isActive()).isFalse();
  }

  @Test
  void streamBeyondTheLimitIsRefusedAndItsBodyIgnored() {
    try (Conversation narrow = new Conversation(Http2Limits.CLIENTS.withStreams(1))) {
      narrow.wire.headers(1, false, POST);
      narrow.wire.headers(3, false, POST);
      narrow.wire.data(3, false, "body");
      narrow.wire.headers(3, true, "trailer", "x");
      narrow.wire.reset(3, Http2Error.CANCEL);
      narrow.wire.windowUpdate(3, 5);

      assertThat(narrow.wire.frames()).containsExactly("RST_STREAM 3 REFUSED_STREAM");
      assertThat(narrow.exchanges).hasSize(1);
    }
  }

  @Test
  void framesAfterOurResetAreIgnored() {
    talk.wire.headers(1, false, POST);
    talk.last().stream.abort(new Failure(Failure.Kind.INTERNAL, "no"));
    assertThat(talk.wire.frames()).containsExactly("RST_STREAM 1 INTERNAL_ERROR");

    talk.wire.data(1, false, "late");
    talk.wire.headers(1, true, "late", "x");
    talk.wire.windowUpdate(1, 5);
    talk.wire.reset(1, Http2Error.CANCEL);
    assertThat(talk.wire.frames()).isEmpty();
    assertThat(talk.last().told).containsExactly("read complete");
  }

  @Test
  void headersOnAnEndedStreamEndTheConnection() {
    talk.wire.headers(1, true, GET);
    talk.last().stream.respond(response(204, Body.NONE));
    talk.last().stream.flush();
    talk.wire.frames();
    talk.wire.headers(1, true, GET);

    assertThat(talk.wire.frames()).containsExactly("GOAWAY all STREAM_CLOSED");
    assertThat(talk.wire.channel().isActive()).isFalse();
  }

  @Test
  void headersOnASkippedStreamEndTheConnection() {
    talk.wire.headers(5, true, GET);
    talk.wire.headers(3, true, GET);

    assertThat(talk.wire.frames()).containsExactly("GOAWAY all PROTOCOL_ERROR");
    assertThat(talk.last().told)
        .endsWith("failed BAD_REQUEST HTTP/2: stream 3 opened out of order");
  }

  @Test
  void requestsAreCounted() {
    talk.wire.headers(1, true, GET);
    talk.wire.headers(3, true, GET);

    assertThat(talk.connection.requests()).isEqualTo(2);
    assertThat(talk.connection.openStreams()).isEqualTo(2);
  }

  @Test
  void pingIsAnswered() {
    talk.wire.ping();
    talk.wire.frame(Wire.PRIORITY, 0, 7, Wire.number(0).writeByte(1));

    assertThat(talk.wire.frames()).containsExactly("PING ACK");
  }
}
