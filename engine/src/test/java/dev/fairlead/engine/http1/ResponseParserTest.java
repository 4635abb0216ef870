package dev.fairlead.engine.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;

/** What a response head says once it was accepted, and how its body is framed. */
final class ResponseParserTest {
  private final ResponseParser parser = new ResponseParser(Http1Limits.DEFAULT);

  @Test
  void contentLengthFramesTheBody() throws BadMessage {
    ResponseHead head = parse("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n", Method.GET);
    assertThat(head).hasToString("200 OK");
    assertThat(head.bodyLength()).isEqualTo(3);
    assertThat(parser.framing()).isEqualTo(Framing.SIZED);
    assertThat(parser.persistent()).isTrue();
  }

  @Test
  void chunksFrameTheBody() throws BadMessage {
    ResponseHead head = parse("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", Method.GET);
    assertThat(head.bodyLength()).isEqualTo(Body.UNKNOWN);
    assertThat(head.headers().size()).isZero();
    assertThat(parser.framing()).isEqualTo(Framing.CHUNKED);
    assertThat(parser.persistent()).isTrue();
  }

  @Test
  void bodyWithoutFramingEndsWithTheConnection() throws BadMessage {
    ResponseHead head = parse("HTTP/1.1 200 OK\r\n\r\n", Method.GET);
    assertThat(head.bodyLength()).isEqualTo(Body.UNKNOWN);
    assertThat(parser.framing()).isEqualTo(Framing.UNTIL_CLOSE);
    assertThat(parser.persistent()).isFalse();
  }

  @Test
  void answerToHeadHasNoBodyButKeepsItsLength() throws BadMessage {
    ResponseHead head = parse("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n", Method.HEAD);
    assertThat(head.bodyLength()).isEqualTo(Body.NONE);
    assertThat(head.headers().get(FieldName.CONTENT_LENGTH)).isEqualTo("3");
    assertThat(parser.framing()).isEqualTo(Framing.NONE);
    assertThat(parser.persistent()).isTrue();
  }

  @Test
  void notModifiedHasNoBodyButKeepsItsLength() throws BadMessage {
    ResponseHead head = parse("HTTP/1.1 304 x\r\nContent-Length: 3\r\n\r\n", Method.GET);
    assertThat(head.bodyLength()).isEqualTo(Body.NONE);
    assertThat(head.headers().get(FieldName.CONTENT_LENGTH)).isEqualTo("3");
  }

  @Test
  void framingOf204And1xxIsDropped() throws BadMessage {
    for (String status : new String[] {"204", "100", "103"}) {
      for (String field :
          new String[] {
            "Content-Length: 0",
            "Content-Length: 3",
            "Content-Length:x",
            "Transfer-Encoding: gzip",
            "Transfer-Encoding: chunked\r\nContent-Length: 3"
          }) {
        ResponseHead head = parse("HTTP/1.1 " + status + " x\r\n" + field + "\r\n\r\n", Method.GET);
        assertThat(head.bodyLength()).isEqualTo(Body.NONE);
        assertThat(head.headers().size()).isZero();
        assertThat(parser.framing()).isEqualTo(Framing.NONE);
        assertThat(parser.persistent()).isEqualTo(field.equals("Content-Length: 0"));
      }
    }
  }

  @Test
  void acceptedConnectOpensATunnel() throws BadMessage {
    ResponseHead head = parse("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n", Method.CONNECT);
    assertThat(head.bodyLength()).isEqualTo(Body.NONE);
    assertThat(head.headers().size()).isZero();
    assertThat(parser.framing()).isEqualTo(Framing.TUNNEL);
    assertThat(parser.persistent()).isFalse();
  }

  @Test
  void refusedConnectHasABody() throws BadMessage {
    parse("HTTP/1.1 407 x\r\nContent-Length: 3\r\n\r\n", Method.CONNECT);
    assertThat(parser.framing()).isEqualTo(Framing.SIZED);
  }

  @Test
  void switchThatWasAskedForOpensATunnel() throws BadMessage {
    ByteBuf in = Wire.buffer("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\nraw");
    ResponseHead head = parser.parse(in, Method.GET, true);
    assertThat(head).isNotNull();
    assertThat(parser.framing()).isEqualTo(Framing.TUNNEL);
    assertThat(in.toString(ISO_8859_1)).isEqualTo("raw");
  }

  @Test
  void otherAnswerToUpgradeOpensNoTunnel() throws BadMessage {
    ResponseHead head =
        parser.parse(Wire.buffer("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n"), Method.GET, true);
    assertThat(head).isNotNull();
    assertThat(parser.framing()).isEqualTo(Framing.SIZED);
  }

  @Test
  void finalHeadFollowsInterimOnes() throws BadMessage {
    ByteBuf in =
        Wire.buffer("HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\nHTTP/1.1 200 OK\r\n\r\nbody");
    assertThat(Wire.describe(parser.parse(in, Method.GET, false))).startsWith("103");
    assertThat(Wire.describe(parser.parse(in, Method.GET, false))).startsWith("200");
    assertThat(in.toString(ISO_8859_1)).isEqualTo("body");
  }

  @Test
  void reasonIsOptionalAndMayBeAnything() throws BadMessage {
    assertThat(parse("HTTP/1.1 200\r\n\r\n", Method.GET).reason()).isEmpty();
    assertThat(parse("HTTP/1.1 200 \r\n\r\n", Method.GET).reason()).isEmpty();
    assertThat(parse("HTTP/1.1 200 \u00fc b\t\r\n\r\n", Method.GET).reason())
        .isEqualTo("\u00fc b\t");
    assertThat(parse("HTTP/1.1 200 OKAY\r\n\r\n", Method.GET).reason()).isEqualTo("OKAY");
  }

  @Test
  void persistenceFollowsVersionAndConnection() throws BadMessage {
    assertThat(persistent("1.1", "X: y")).isTrue();
    assertThat(persistent("1.1", "Connection: x, CLOSE")).isFalse();
    assertThat(persistent("1.0", "X: y")).isFalse();
    assertThat(persistent("1.0", "Connection: keep-alive")).isTrue();
  }

  @Test
  void versionIsWhatTheUpstreamSpoke() throws BadMessage {
    assertThat(parse("HTTP/1.0 200 OK\r\n\r\n", Method.GET).version())
        .isEqualTo(HttpVersion.HTTP_1_0);
    assertThat(parse("HTTP/1.2 200 OK\r\n\r\n", Method.GET).version())
        .isEqualTo(HttpVersion.HTTP_1_1);
  }

  private ResponseHead parse(String text, Method method) throws BadMessage {
    ResponseHead head = parser.parse(Wire.buffer(text), method, false);
    if (head == null) {
      throw new AssertionError("incomplete: " + text);
    }
    return head;
  }

  private boolean persistent(String version, String field) throws BadMessage {
    parse("HTTP/" + version + " 200 OK\r\nContent-Length: 0\r\n" + field + "\r\n\r\n", Method.GET);
    return parser.persistent();
  }
}
