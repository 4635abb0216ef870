package dev.fairlead.engine.upstream.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.exchange.UpstreamStream;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers on one connection to an origin can do to each other, and the origin to them. */
class SharedConnectionTest {
  private static final String CHUNK = "x".repeat(16_000);

  private final Origin origin = new Origin();
  private final Answer answer = new Answer();

  @AfterEach
  void close() {
    origin.close();
  }

  @Test
  void manyClientsThatDoNotReadStopNobodyElse() {
    List<Answer> slow = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Answer each = new Answer();
      slow.add(each);
      UpstreamStream stream = origin.get(each);
      stream.reading(false);
      int id = 3 + 2 * i;
      origin.wire.headers(id, false, ":status", "200");
      for (int sent = 0; sent < 32; sent++) {
        origin.wire.data(id, false, CHUNK);
      }
    }
    origin.get(answer);
    origin.wire.headers(43, false, ":status", "200");
    origin.wire.data(43, true, "hello");

    assertThat(answer.told).contains("chunk hello", "end");
    assertThat(slow).allSatisfy(each -> assertThat(each.bytes).isZero());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set-cookie",
        "www-authenticate",
        "content-length",
        "content-type",
        "transfer-encoding",
        "connection",
        "x-forwarded-for",
        "te"
      })
  void fieldThatBelongsInTheHeadNeverArrivesAsATrailer(String name) {
    origin.get(answer);
    origin.wire.headers(3, false, ":status", "200");
    origin.wire.data(3, false, "hello");
    origin.wire.headers(3, true, name, "1");

    assertThat(answer.told).endsWith("failed BAD_RESPONSE").doesNotContain("end");
    assertThat(origin.wire.frames()).endsWith("RST_STREAM 3 PROTOCOL_ERROR");
  }

  @Test
  void responseWithTooManyFieldsFails() {
    String[] fields = new String[2 + 2 * 1001];
    fields[0] = ":status";
    fields[1] = "200";
    for (int i = 2; i < fields.length; i += 2) {
      fields[i] = "a";
      fields[i + 1] = "b";
    }
    origin.get(answer);
    origin.wire.headers(3, true, fields);

    assertThat(answer.told).containsExactly("failed RESPONSE_FIELDS_TOO_LARGE");
  }

  @Test
  void connectionEndsBeforeItsNumbersRunOut() throws Exception {
    int late = Integer.MAX_VALUE - (1 << 20) + 2;
    Http2Stream last = origin.connection.connection().local().createStream(late, false);
    assertThat(origin.connection.available()).isFalse();
    assertThat(origin.wire.channel().isActive()).isTrue();

    origin.wire.reset(last.id(), Http2Error.NO_ERROR);
    assertThat(origin.wire.channel().isActive()).isFalse();
    assertThat(origin.owner).endsWith("closed");
  }
}
