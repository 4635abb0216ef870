package dev.fairlead.engine.connection.http2;

import static dev.fairlead.engine.connection.http2.Conversation.GET;
import static dev.fairlead.engine.connection.http2.Conversation.POST;
import static dev.fairlead.engine.connection.http2.Conversation.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9113 §8: what is malformed is reset, what we do not take is answered. */
class MalformedRequestTest {
  private final Conversation talk = new Conversation();

  @AfterEach
  void close() {
    talk.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":method=GET|:scheme=https|:authority=a",
        ":method=GET|:scheme=https|:authority=a|:path=",
        ":scheme=https|:authority=a|:path=/",
        ":method=GET|:authority=a|:path=/",
        ":method=G T|:scheme=https|:authority=a|:path=/",
        ":method=GET|:method=GET|:scheme=https|:authority=a|:path=/",
        ":method=GET|:scheme=https|:authority=a|:path=/|:path=/b",
        ":method=GET|:scheme=https|:authority=a|:path=/|:status=200",
        ":method=GET|:scheme=https|:authority=a|:path=/|:other=x",
        ":method=GET|:scheme=https|:authority=a|accept=x|:path=/",
        ":method=GET|:scheme=https|:authority=a|:path=/|:protocol=websocket",
        ":method=CONNECT|:scheme=https|:authority=a:1|:path=/",
        ":method=CONNECT|:authority=a:1|:path=/",
        ":method=CONNECT",
        ":method=GET|:scheme=https|:authority=a|:path=/|Accept=x",
        ":method=GET|:scheme=https|:authority=a|:path=/|a b=x",
        ":method=GET|:scheme=https|:authority=a|:path=/|=x",
        ":method=GET|:scheme=https|:authority=a|:path=/|a:=x",
        ":method=GET|:scheme=https|:authority=a|:path=/|a= x",
        ":method=GET|:scheme=https|:authority=a|:path=/|a=x\t",
        ":method=GET|:scheme=https|:authority=a|:path=/|a=x\r\nhost: b",
        ":method=GET|:scheme=https|:authority=a|:path=/|a=x\0",
        ":method=GET|:scheme=https|:authority=a|:path=/|a=x\ny",
        ":method=GET|:scheme=https|:authority=a|:path=/ HTTP/1.1\r\nx: y",
        ":method=GET|:scheme=https|:authority=a\r\n|:path=/",
        ":method=GET|:scheme=https|:authority=a|:path=/|connection=close",
        ":method=GET|:scheme=https|:authority=a|:path=/|keep-alive=5",
        ":method=GET|:scheme=https|:authority=a|:path=/|proxy-connection=close",
        ":method=GET|:scheme=https|:authority=a|:path=/|transfer-encoding=chunked",
        ":method=GET|:scheme=https|:authority=a|:path=/|upgrade=h2c",
        ":method=GET|:scheme=https|:authority=a|:path=/|te=gzip",
        ":method=GET|:scheme=https|:authority=a|:path=/|te=trailers, gzip",
      })
  void malformedRequestIsResetAndBeginsNothing(String fields) {
    talk.wire.headers(1, true, parse(fields));

    assertThat(talk.wire.frames()).containsExactly("RST_STREAM 1 PROTOCOL_ERROR");
    assertThat(talk.exchanges).isEmpty();
    assertNextIsServed();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "400 :method=GET|:scheme=https|:authority=a|:path=/|host=b",
        "400 :method=GET|:scheme=https|:path=/|host=a|host=a",
        "400 :method=GET|:scheme=https|:path=/",
        "400 :method=GET|:scheme=https|:authority=a@b|:path=/",
        "400 :method=GET|:scheme=https|:authority=a b|:path=/",
        "400 :method=GET|:scheme=https|:authority=a:99999|:path=/",
        "400 :method=GET|:scheme=https|:authority=|:path=/",
        "400 :method=GET|:scheme=ftp|:authority=a|:path=/",
        "400 :method=GET|:scheme=https|:authority=a|:path=x",
        "400 :method=GET|:scheme=https|:authority=a|:path=*",
        "400 :method=GET|:scheme=https|:authority=a|:path=/a b",
        "400 :method=GET|:scheme=https|:authority=a|:path=/a#b",
        "400 :method=GET|:scheme=https|:authority=a|:path=/\u00e9",
        "400 :method=CONNECT|:authority=a",
        "400 :method=GET|:scheme=https|:authority=a|:path=/|content-length=3",
        "400 :method=GET|:scheme=https|:authority=a|:path=/|content-length=+0",
        "400 :method=GET|:scheme=https|:authority=a|:path=/|content-length=0|content-length=1",
        "400 :method=GET|:scheme=https|:authority=a|:path=/|content-length=0|content-length=0",
        "400 :method=GET|:scheme=https|:authority=a|:path=/|content-length=0, 0",
        "400 :method=GET|:scheme=https|:authority=a|:path=/|content-length=",
        "400 :method=GET|:scheme=https|:authority=a|:path=/|content-length=99999999999999999999",
      })
  void requestWeDoNotTakeIsAnswered(String line) {
    talk.wire.headers(1, true, parse(line.substring(4)));

    assertThat(talk.wire.frames())
        .first()
        .asString()
        .startsWith("HEADERS 1 :status=" + line.substring(0, 3) + " ");
    assertThat(talk.exchanges).isEmpty();
    assertNextIsServed();
  }

  @Test
  void longTargetIsAnswered() {
    talk.wire.headers(
        1, true, parse(":method=GET|:scheme=https|:authority=a|:path=/" + "a".repeat(9000)));

    assertThat(talk.wire.frames()).first().asString().startsWith("HEADERS 1 :status=414 ");
  }

  @Test
  void largeFieldsAreAnsweredAndBodyDropped() {
    talk.wire.headers(1, false, with(POST, "a", "x".repeat(15_000), "b", "y".repeat(1_200)));
    talk.wire.data(1, true, "body");

    assertThat(talk.wire.frames()).first().asString().startsWith("HEADERS 1 :status=431 ");
    assertThat(talk.connection.openStreams()).isZero();
    assertNextIsServed();
  }

  @Test
  void sameHostAndAuthorityPass() {
    talk.wire.headers(1, true, with(GET, "host", "EXAMPLE.com"));

    assertThat(talk.last().head.headers().size()).isZero();
  }

  @Test
  void tooMuchBodyIsReset() {
    talk.wire.headers(1, false, with(POST, "content-length", "3"));
    talk.wire.data(1, false, "four");

    assertThat(talk.wire.frames()).containsExactly("RST_STREAM 1 PROTOCOL_ERROR");
    assertThat(talk.last().told).hasSize(2).last().asString().startsWith("failed BAD_REQUEST");
  }

  @Test
  void tooLittleBodyIsReset() {
    talk.wire.headers(1, false, with(POST, "content-length", "3"));
    talk.wire.data(1, true, "tw");

    assertThat(talk.wire.frames()).containsExactly("RST_STREAM 1 PROTOCOL_ERROR");
    assertThat(talk.last().told).hasSize(2).last().asString().startsWith("failed BAD_REQUEST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {":path=/", "content-length=3", "host=b", "connection=close", "A=b", "a= "})
  void badTrailersAreReset(String trailer) {
    talk.wire.headers(1, false, POST);
    talk.wire.headers(1, true, parse(trailer));

    assertThat(talk.wire.frames()).containsExactly("RST_STREAM 1 PROTOCOL_ERROR");
    assertThat(talk.last().told).hasSize(2).last().asString().startsWith("failed BAD_REQUEST");
  }

  private void assertNextIsServed() {
    talk.wire.headers(3, true, GET);
    assertThat(talk.exchanges).hasSize(1);
    assertThat(talk.wire.frames()).isEmpty();
  }

  private static String[] parse(String fields) {
    return List.of(fields.split("\\|", -1)).stream()
        .flatMap(field -> {
          int equals = field.indexOf('=');
          return List.of(field.substring(0, equals), field.substring(equals + 1)).stream();
        })
        .toArray(String[]::new);
  }
}
