package dev.fairlead.engine.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.RequestHead.Form;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

/** What a request head says once it was accepted. */
final class RequestParserTest {
  @Test
  void originFormTakesItsAuthorityFromHost() throws BadMessage {
    RequestHead head = Wire.request("GET /a?b=c HTTP/1.1\r\nHost: example.com:8080\r\n\r\n");
    assertThat(head.method()).isSameAs(Method.GET);
    assertThat(head.form()).isEqualTo(Form.ORIGIN);
    assertThat(head.scheme()).isNull();
    assertThat(head.authority()).hasToString("example.com:8080");
    assertThat(head.path()).isEqualTo("/a?b=c");
    assertThat(head.version()).isEqualTo(HttpVersion.HTTP_1_1);
    assertThat(head.bodyLength()).isEqualTo(Body.NONE);
  }

  @Test
  void absoluteFormOverrulesHost() throws BadMessage {
    RequestHead head = Wire.request("GET http://a.example/x HTTP/1.1\r\nHost: b.example\r\n\r\n");
    assertThat(head.form()).isEqualTo(Form.ABSOLUTE);
    assertThat(head.scheme()).isEqualTo("http");
    assertThat(head.authority()).hasToString("a.example");
    assertThat(head.path()).isEqualTo("/x");
  }

  @Test
  void absoluteFormWithoutPathMeansSlash() throws BadMessage {
    assertThat(Wire.request("GET HTTPS://a HTTP/1.1\r\nHost: a\r\n\r\n").path()).isEqualTo("/");
    assertThat(Wire.request("GET http://a?q HTTP/1.1\r\nHost: a\r\n\r\n").path()).isEqualTo("/?q");
  }

  @Test
  void absoluteFormOptionsWithoutPathMeansAsterisk() throws BadMessage {
    RequestHead head = Wire.request("OPTIONS http://a HTTP/1.1\r\nHost: a\r\n\r\n");
    assertThat(head.path()).isEqualTo("*");
    assertThat(Wire.request("OPTIONS http://a/ HTTP/1.1\r\nHost: a\r\n\r\n").path()).isEqualTo("/");
  }

  @Test
  void authorityFormBelongsToConnect() throws BadMessage {
    RequestHead head = Wire.request("CONNECT a.example:443 HTTP/1.1\r\nHost: other\r\n\r\n");
    assertThat(head.isConnect()).isTrue();
    assertThat(head.form()).isEqualTo(Form.AUTHORITY);
    assertThat(head.authority()).hasToString("a.example:443");
    assertThat(head.path()).isEmpty();
  }

  @Test
  void asteriskFormBelongsToOptions() throws BadMessage {
    RequestHead head = Wire.request("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n");
    assertThat(head.form()).isEqualTo(Form.ASTERISK);
    assertThat(head.path()).isEqualTo("*");
  }

  @Test
  void http10NeedsNoHost() throws BadMessage {
    RequestHead head = Wire.request("GET / HTTP/1.0\r\n\r\n");
    assertThat(head.version()).isEqualTo(HttpVersion.HTTP_1_0);
    assertThat(head.authority()).isNull();
  }

  @Test
  void higherMinorVersionIsTreatedAsOurs() throws BadMessage {
    assertThat(Wire.request("GET / HTTP/1.9\r\nHost: a\r\n\r\n").version())
        .isEqualTo(HttpVersion.HTTP_1_1);
  }

  @Test
  void transferEncodingIsConsumed() throws BadMessage {
    RequestHead head =
        Wire.request("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n");
    assertThat(head.bodyLength()).isEqualTo(Body.UNKNOWN);
    assertThat(head.headers().contains(FieldName.TRANSFER_ENCODING)).isFalse();
  }

  @Test
  void contentLengthStaysAndIsTheBodyLength() throws BadMessage {
    RequestHead head =
        Wire.request("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9223372036854775807\r\n\r\n");
    assertThat(head.bodyLength()).isEqualTo(Long.MAX_VALUE);
    assertThat(head.headers().get(FieldName.CONTENT_LENGTH)).isEqualTo("9223372036854775807");
  }

  @Test
  void paddedContentLengthIsPutPlainly() throws BadMessage {
    RequestHead head = Wire.request("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 007\r\n\r\n");
    assertThat(head.bodyLength()).isEqualTo(7);
    assertThat(head.headers().all(FieldName.CONTENT_LENGTH)).containsExactly("7");
  }

  @Test
  void connectMaySayThatItHasNoBody() throws BadMessage {
    assertThat(
            Wire.request("CONNECT a:1 HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
                .bodyLength())
        .isEqualTo(Body.NONE);
  }

  @Test
  void whiteSpaceAroundValuesIsDropped() throws BadMessage {
    RequestHead head =
        Wire.request("GET / HTTP/1.1\r\nHost:\t a \t\r\nAccept:\r\nCookie: \t \r\n\r\n");
    assertThat(head.authority()).hasToString("a");
    assertThat(head.headers().get(FieldName.ACCEPT)).isEmpty();
    assertThat(head.headers().get(FieldName.COOKIE)).isEmpty();
  }

  @Test
  void valuesMayHoldObsTextAndTabs() throws BadMessage {
    RequestHead head = Wire.request("GET / HTTP/1.1\r\nHost: a\r\nX: \u00e9\tb \u00ff\r\n\r\n");
    assertThat(head.headers().value(1)).isEqualTo("\u00e9\tb \u00ff");
  }

  @Test
  void oneEmptyLineBeforeTheRequestIsSkipped() throws BadMessage {
    assertThat(Wire.request("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n").path()).isEqualTo("/");
  }

  @Test
  void pipelinedHeadsAreReadOneAtATime() throws BadMessage {
    RequestParser parser = new RequestParser(Http1Limits.DEFAULT);
    ByteBuf in =
        Wire.buffer(
            "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: b\r\n\r\nrest of it");
    assertThat(Wire.describe(parser.parse(in))).contains("| a | /1 |");
    assertThat(Wire.describe(parser.parse(in))).contains("| b | /2 |");
    assertThat(in.toString(ISO_8859_1)).isEqualTo("rest of it");
  }

  @Test
  void sameLineAndHostAreReadOnce() throws BadMessage {
    RequestParser parser = new RequestParser(Http1Limits.DEFAULT);
    RequestHead first =
        requireNonNull(parser.parse(Wire.buffer("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n")));
    RequestHead same =
        requireNonNull(parser.parse(Wire.buffer("GET /1 HTTP/1.1\r\nX: y\r\nHost: a\r\n\r\n")));
    RequestHead other =
        requireNonNull(parser.parse(Wire.buffer("GET /2 HTTP/1.1\r\nHost: A\r\n\r\n")));
    assertThat(same.path()).isSameAs(first.path());
    assertThat(same.authority()).isSameAs(first.authority());
    assertThat(other.path()).isEqualTo("/2");
    assertThat(other.authority()).isEqualTo(first.authority());
  }

  @Test
  void incompleteHeadConsumesNothing() throws BadMessage {
    RequestParser parser = new RequestParser(Http1Limits.DEFAULT);
    ByteBuf in = Wire.buffer("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r");
    assertThat(parser.parse(in)).isNull();
    assertThat(in.readerIndex()).isZero();
    assertThat(parser.parse(Unpooled.wrappedBuffer(in, Wire.buffer("\n")))).isNotNull();
  }

  @Test
  void resetForgetsAnIncompleteHead() throws BadMessage {
    RequestParser parser = new RequestParser(Http1Limits.DEFAULT);
    assertThat(parser.parse(Wire.buffer("\r\nPOST /x HTTP/1.1\r\nHo"))).isNull();
    parser.reset();
    assertThat(parser.parse(Wire.buffer("GET / HTTP/1.1\r\nHost: a\r\n\r\n"))).isNotNull();
  }

  @Test
  void persistenceFollowsVersionAndConnection() throws BadMessage {
    assertThat(persistent("HTTP/1.1", "X: y")).isTrue();
    assertThat(persistent("HTTP/1.1", "Connection: te, Close")).isFalse();
    assertThat(persistent("HTTP/1.0", "X: y")).isFalse();
    assertThat(persistent("HTTP/1.0", "Connection: Keep-Alive")).isTrue();
    assertThat(persistent("HTTP/1.0", "Connection: keep-alive, close")).isFalse();
  }

  @Test
  void framingIsTold() throws BadMessage {
    assertThat(framing("X: y")).isEqualTo(Framing.NONE);
    assertThat(framing("Content-Length: 0")).isEqualTo(Framing.NONE);
    assertThat(framing("Content-Length: 1")).isEqualTo(Framing.SIZED);
    assertThat(framing("Transfer-Encoding: chunked")).isEqualTo(Framing.CHUNKED);
  }

  private static boolean persistent(String version, String field) throws BadMessage {
    RequestParser parser = new RequestParser(Http1Limits.DEFAULT);
    parser.parse(Wire.buffer("GET / " + version + "\r\nHost: a\r\n" + field + "\r\n\r\n"));
    return parser.persistent();
  }

  private static Framing framing(String field) throws BadMessage {
    RequestParser parser = new RequestParser(Http1Limits.DEFAULT);
    parser.parse(Wire.buffer("POST / HTTP/1.1\r\nHost: a\r\n" + field + "\r\n\r\n"));
    return parser.framing();
  }
}
