package dev.fairlead.engine.upstream.http2;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.exchange.UpstreamStream;
import dev.fairlead.engine.http2.Wire;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.Method;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Error;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamStreamTest {
  private final Origin origin = new Origin();
  private final Answer answer = new Answer();

  @AfterEach
  void close() {
    origin.close();
  }

  @Test
  void requestIsTranslated() {
    origin.send(
        answer,
        Method.GET,
        0,
        "Host",
        "old.example",
        "Accept",
        "*/*",
        "TE",
        "trailers, gzip",
        "Connection",
        "close",
        "Proxy-Connection",
        "close");

    assertThat(origin.wire.frames())
        .containsExactly(
            "HEADERS 3 :method=GET :path=/path?q :scheme=https :authority=site.example"
                + " accept=*/* te=trailers END");
  }

  @Test
  void responseWithTrailersArrivesInOrder() {
    origin.get(answer);
    origin.wire.headers(3, false, ":status", "103", "link", "</a>");
    origin.wire.headers(3, false, ":status", "200", "content-type", "text/plain");
    origin.wire.data(3, false, "hello");
    origin.wire.headers(3, true, "checksum", "abc");

    assertThat(answer.told)
        .containsExactly(
            "interim 103",
            "response 200 -1",
            "read complete",
            "chunk hello",
            "read complete",
            "end checksum: abc",
            "read complete");
    assertThat(origin.owner).containsExactly("freed", "idle");
  }

  @Test
  void bodyAndTrailersAreSent() {
    UpstreamStream stream = origin.send(answer, Method.POST, Body.UNKNOWN);
    stream.write(Unpooled.copiedBuffer("body", US_ASCII));
    Headers trailers = new Headers();
    trailers.add("Checksum", "abc");
    stream.flush();
    origin.wire.frames();
    stream.finish(trailers);
    stream.flush();

    assertThat(origin.wire.frames()).containsExactly("HEADERS 3 checksum=abc END");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x=y",
        ":status=20",
        ":status=2000",
        ":status=099",
        ":status=600",
        ":status=2a0",
        ":status=101",
        ":status=200|:status=200",
        ":status=200|:path=/",
        "a=b|:status=200",
        ":status=200|A=b",
        ":status=200|a=b\r\nc: d",
        ":status=200|connection=close",
        ":status=200|transfer-encoding=chunked",
        ":status=200|content-length=1|content-length=2",
        ":status=200|content-length=1|content-length=1",
        ":status=200|content-length=1, 1",
        ":status=200|content-length=-1",
      })
  void malformedResponseFails(String fields) {
    origin.get(answer);
    String[] parts = fields.isEmpty() ? new String[0] : fields.split("[|=]", -1);
    origin.wire.headers(3, false, parts);

    assertThat(origin.wire.frames()).endsWith("RST_STREAM 3 PROTOCOL_ERROR");
    assertThat(answer.told).containsExactly("failed BAD_RESPONSE");
  }

  @Test
  void largeResponseFieldsFail() {
    origin.get(answer);
    String[] fields = new String[2 + 140];
    fields[0] = ":status";
    fields[1] = "200";
    for (int i = 2; i < fields.length; i += 2) {
      fields[i] = "a";
      fields[i + 1] = "b".repeat(1000);
    }
    var section = Wire.section(fields);
    origin.wire.frame(Wire.HEADERS, 0, 3, section.readBytes(16_000));
    while (section.isReadable()) {
      int length = Math.min(16_000, section.readableBytes());
      int flags = length == section.readableBytes() ? Wire.END_HEADERS : 0;
      origin.wire.frame(Wire.CONTINUATION, flags, 3, section.readBytes(length));
    }
    section.release();

    assertThat(answer.told).containsExactly("failed RESPONSE_FIELDS_TOO_LARGE");
    assertThat(origin.connection.available()).isTrue();
  }

  @Test
  void dataOtherThanContentLengthFails() {
    origin.get(answer);
    origin.wire.headers(3, false, ":status", "200", "content-length", "3");
    origin.wire.data(3, true, "four");

    assertThat(answer.told)
        .containsExactly("response 200 3", "read complete", "failed BAD_RESPONSE");
  }

  @Test
  void headAnswerHasALengthAndNoBody() {
    origin.send(answer, Method.HEAD, 0);
    origin.wire.headers(3, true, ":status", "200", "content-length", "3");

    assertThat(answer.told).containsExactly("response 200 0", "end", "read complete");
    assertThat(answer.head).isNotNull();
  }

  @Test
  void dataBeforeAHeadFails() {
    origin.get(answer);
    origin.wire.data(3, true, "x");

    assertThat(answer.told).containsExactly("failed BAD_RESPONSE");
  }

  @Test
  void refusedStreamWasNotProcessed() {
    origin.get(answer);
    origin.wire.reset(3, Http2Error.REFUSED_STREAM);

    assertThat(answer.told).containsExactly("failed CONNECTION_BROKEN unprocessed");
  }

  @Test
  void resetStreamMayHaveBeenProcessed() {
    origin.get(answer);
    origin.wire.reset(3, Http2Error.INTERNAL_ERROR);

    assertThat(answer.told).containsExactly("failed CONNECTION_BROKEN");
  }

  @Test
  void resetAfterTheWholeResponseIsNoFailure() {
    UpstreamStream stream = origin.send(answer, Method.POST, Body.UNKNOWN);
    origin.wire.headers(3, true, ":status", "413");
    origin.wire.reset(3, Http2Error.NO_ERROR);
    stream.write(Unpooled.copiedBuffer("more", US_ASCII));
    stream.finish(null);
    stream.flush();

    assertThat(answer.told).containsExactly("response 413 0", "end", "read complete");
    assertThat(origin.connection.openStreams()).isZero();
  }

  @Test
  void cancelResetsAndSilences() {
    UpstreamStream stream = origin.get(answer);
    origin.wire.frames();
    stream.cancel();
    assertThat(origin.wire.frames()).containsExactly("RST_STREAM 3 CANCEL");

    origin.wire.headers(3, false, ":status", "200");
    origin.wire.data(3, true, "late");
    stream.cancel();
    assertThat(answer.told).isEmpty();
    assertThat(origin.wire.frames()).isEmpty();
    assertThat(origin.owner).containsExactly("freed", "idle");
  }

  @Test
  void responseWaitsWhileTheExchangeDoesNotRead() {
    UpstreamStream stream = origin.get(answer);
    stream.reading(false);
    origin.wire.headers(3, false, ":status", "200");
    origin.wire.data(3, false, "x".repeat(16_000));
    origin.wire.data(3, true, "end");
    assertThat(answer.bytes).isZero();

    stream.reading(true);
    origin.wire.frames();
    assertThat(answer.bytes).isEqualTo(16_003);
    assertThat(answer.told).endsWith("end", "read complete");
  }
}
