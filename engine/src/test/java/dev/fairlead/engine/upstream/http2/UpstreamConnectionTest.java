package dev.fairlead.engine.upstream.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.exchange.UpstreamStream;
import dev.fairlead.engine.http2.Wire;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Error;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UpstreamConnectionTest {
  private static final int MAX_CONCURRENT_STREAMS = 3;
  private static final int MAX_HEADER_LIST_SIZE = 6;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Answer first = new Answer();
  private final Answer second = new Answer();

  @Test
  void capacityIsTheOriginsLimit() {
    try (Origin origin = new Origin(MAX_CONCURRENT_STREAMS, 2)) {
      assertThat(origin.connection.capacity()).isEqualTo(2);
      origin.get(first);
      UpstreamStream claimed = origin.connection.open(second);
      assertThat(origin.connection.available()).isFalse();

      claimed.cancel();
      assertThat(origin.connection.capacity()).isEqualTo(1);
      assertThat(origin.owner).containsExactly("freed");
    }
  }

  @Test
  void streamBeyondTheLimitFailsUnprocessed() {
    try (Origin origin = new Origin(MAX_CONCURRENT_STREAMS, 1)) {
      origin.get(first);
      origin.get(second);
      origin.wire.frames();

      assertThat(first.told).isEmpty();
      assertThat(second.told).containsExactly("failed CONNECTION_BROKEN unprocessed");
    }
  }

  @Test
  void goAwayFailsOnlyWhatCameAfterIt() {
    try (Origin origin = new Origin()) {
      origin.get(first);
      origin.get(second);
      origin.wire.goAway(3, Http2Error.NO_ERROR);
      assertThat(second.told).containsExactly("failed CONNECTION_BROKEN unprocessed");
      assertThat(origin.connection.available()).isFalse();
      assertThat(origin.wire.channel().isActive()).isTrue();

      origin.wire.headers(3, true, ":status", "204");
      assertThat(first.told).containsExactly("response 204 0", "end");
      assertThat(origin.wire.channel().isActive()).isFalse();
      assertThat(origin.owner).endsWith("closed");
    }
  }

  @Test
  void lostConnectionFailsItsStreams() {
    try (Origin origin = new Origin()) {
      origin.get(first);
      origin.connection.open(second);
      origin.wire.disconnect();

      assertThat(first.told).containsExactly("failed CONNECTION_BROKEN");
      assertThat(second.told).containsExactly("failed CONNECTION_BROKEN unprocessed");
      assertThat(origin.owner).containsExactly("closed");
    }
  }

  @Test
  void silentOriginIsPingedAndGivenUp() {
    try (Origin origin = new Origin()) {
      origin.connection.tick(0);
      origin.get(first);
      origin.wire.frames();
      origin.connection.tick(11 * SECOND);
      assertThat(origin.wire.frames()).containsExactly("PING");
      origin.wire.frame(Wire.PING, 1, 0, Unpooled.buffer().writeLong(11 * SECOND));
      origin.connection.tick(22 * SECOND);
      assertThat(origin.wire.channel().isActive()).isTrue();

      origin.connection.tick(33 * SECOND);
      origin.connection.tick(43 * SECOND);
      assertThat(first.told).containsExactly("failed CONNECTION_BROKEN");
      assertThat(origin.wire.channel().isActive()).isFalse();
    }
  }

  @Test
  void requestLongerThanTheOriginTakesIsTheClientsFault() {
    try (Origin origin = new Origin(MAX_HEADER_LIST_SIZE, 100)) {
      origin.get(first);

      assertThat(first.told).containsExactly("failed FIELDS_TOO_LARGE");
      assertThat(origin.wire.frames()).isEmpty();
      assertThat(origin.connection.openStreams()).isZero();
    }
  }

  @Test
  void pushIsRefused() {
    try (Origin origin = new Origin()) {
      origin.get(first);
      origin.wire.frames();
      origin.wire.frame(
          5,
          Wire.END_HEADERS,
          3,
          Unpooled.buffer().writeInt(2).writeBytes(Wire.section(":method", "GET")));

      assertThat(origin.wire.frames()).containsExactly("GOAWAY all PROTOCOL_ERROR");
      assertThat(first.told).containsExactly("failed BAD_RESPONSE");
    }
  }

  @Test
  void endlessInterimResponsesEndTheConnection() {
    try (Origin origin = new Origin()) {
      origin.get(first);
      for (int i = 0; i < 1000; i++) {
        origin.wire.headers(3, false, ":status", "103");
      }

      assertThat(origin.wire.frames()).contains("GOAWAY all ENHANCE_YOUR_CALM");
      assertThat(first.told).endsWith("failed BAD_RESPONSE");
    }
  }

  @Test
  void drainLetsStreamsFinish() {
    try (Origin origin = new Origin()) {
      origin.get(first);
      origin.connection.drain();
      assertThat(origin.connection.available()).isFalse();
      origin.wire.headers(3, true, ":status", "204");

      assertThat(first.told).contains("end");
      assertThat(origin.wire.channel().isActive()).isFalse();
    }
  }
}
