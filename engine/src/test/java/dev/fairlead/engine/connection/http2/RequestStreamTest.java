package dev.fairlead.engine.connection.http2;

import static dev.fairlead.engine.connection.http2.Conversation.GET;
import static dev.fairlead.engine.connection.http2.Conversation.POST;
import static dev.fairlead.engine.connection.http2.Conversation.ok;
import static dev.fairlead.engine.connection.http2.Conversation.response;
import static dev.fairlead.engine.connection.http2.Conversation.text;
import static dev.fairlead.engine.connection.http2.Conversation.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.RequestHead;
import io.netty.handler.codec.http2.Http2Error;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestStreamTest {
  private final Conversation talk = new Conversation();

  @AfterEach
  void close() {
    talk.close();
  }

  @Test
  void requestArrivesWithHeadAndEnd() {
    talk.wire.headers(1, true, with(GET, "accept", "*/*", "user-agent", "test"));

    RequestHead head = talk.last().head;
    assertThat(head).hasToString("GET example.com/ HTTP/2");
    assertThat(head.form()).isEqualTo(RequestHead.Form.ORIGIN);
    assertThat(head.scheme()).isEqualTo("https");
    assertThat(head.bodyLength()).isEqualTo(Body.NONE);
    assertThat(head.headers()).hasToString("accept: */*\nuser-agent: test\n");
    assertThat(talk.last().told).containsExactly("end", "read complete");
  }

  @Test
  void bodyAndTrailersArriveInOrder() {
    talk.wire.headers(1, false, POST);
    talk.wire.data(1, false, "one");
    talk.wire.data(1, false, "two");
    talk.wire.headers(1, true, "checksum", "abc");

    assertThat(talk.last().head.bodyLength()).isEqualTo(Body.UNKNOWN);
    assertThat(talk.last().told)
        .containsExactly(
            "read complete",
            "body one",
            "read complete",
            "body two",
            "read complete",
            "end checksum: abc",
            "read complete");
  }

  @Test
  void headGoesOnWhoseBodyHasNotBegun() {
    talk.wire.headers(1, false, POST);

    assertThat(talk.last().told).containsExactly("read complete");
  }

  @Test
  void cookieCrumbsAreJoined() {
    talk.wire.headers(1, true, with(GET, "cookie", "a=1", "accept", "*/*", "cookie", "b=2"));

    assertThat(talk.last().head.headers()).hasToString("cookie: a=1; b=2\naccept: */*\n");
  }

  @Test
  void hostStandsInForAuthorityAndIsConsumed() {
    talk.wire.headers(
        1, true, ":method", "GET", ":scheme", "http", ":path", "/", "host", "example.com:81");

    assertThat(talk.last().head.authority()).hasToString("example.com:81");
    assertThat(talk.last().head.headers().size()).isZero();
  }

  @Test
  void responseOfUnknownLengthStreams() {
    talk.wire.headers(1, true, GET);
    talk.last().stream.interim(response(103, Body.NONE, "Link", "</a>"));
    talk.last().stream.respond(response(200, Body.UNKNOWN, "Content-Type", "text/plain"));
    talk.last().stream.write(text("hello"));
    talk.last().stream.flush();
    assertThat(talk.wire.frames())
        .containsExactly(
            "HEADERS 1 :status=103 link=</a>",
            "HEADERS 1 :status=200 content-type=text/plain",
            "DATA 1 hello");

    Headers trailers = new Headers();
    trailers.add("Checksum", "abc");
    talk.last().stream.finish(trailers);
    talk.last().stream.flush();
    assertThat(talk.wire.frames()).containsExactly("HEADERS 1 checksum=abc END");
    assertThat(talk.connection.openStreams()).isZero();
    assertThat(talk.last().told).containsExactly("end", "read complete");
  }

  @Test
  void nothingIsSentBeforeFlush() {
    talk.wire.headers(1, true, GET);
    talk.last().stream.respond(ok());
    talk.last().stream.write(text("hello"));

    assertThat(talk.wire.frames()).isEmpty();
  }

  @Test
  void lastChunkAndEndShareAFrame() {
    talk.wire.headers(1, true, GET);
    talk.last().stream.respond(response(200, 5));
    talk.last().stream.write(text("hello"));
    talk.last().stream.finish(null);
    talk.last().stream.flush();

    assertThat(talk.wire.frames()).containsExactly("HEADERS 1 :status=200", "DATA 1 hello END");
  }

  @Test
  void bodilessResponseEndsWithItsHead() {
    talk.wire.headers(1, true, GET);
    talk.last().stream.respond(response(204, Body.NONE));
    talk.last().stream.finish(null);
    talk.last().stream.flush();

    assertThat(talk.wire.frames()).containsExactly("HEADERS 1 :status=204 END");
  }

  @Test
  void connectionSpecificFieldsNeverLeave() {
    talk.wire.headers(1, true, GET);
    talk.last()
        .stream
        .respond(
            response(
                200, 0, "Connection", "close", "Keep-Alive", "5", "Upgrade", "h2c", "X-A", "b"));
    talk.last().stream.flush();

    assertThat(talk.wire.frames()).containsExactly("HEADERS 1 :status=200 x-a=b END");
  }

  @Test
  void abortResetsVisibly() {
    talk.wire.headers(1, true, GET);
    talk.last().stream.respond(ok());
    talk.last().stream.write(text("half"));
    talk.last().stream.abort(new Failure(Failure.Kind.CONNECTION_BROKEN, "gone"));

    assertThat(talk.wire.frames())
        .containsExactly("HEADERS 1 :status=200", "RST_STREAM 1 INTERNAL_ERROR");
    assertThat(talk.last().told).containsExactly("end", "read complete");
  }

  @Test
  void clientsResetIsToldOnceAndEndsWriting() {
    talk.wire.headers(1, false, POST);
    talk.wire.reset(1, Http2Error.CANCEL);
    talk.last().stream.respond(ok());
    talk.last().stream.write(text("late"));
    talk.last().stream.finish(null);
    talk.last().stream.flush();

    assertThat(talk.last().told)
        .containsExactly("read complete", "failed CLIENT_GONE the client reset the stream: CANCEL");
    assertThat(talk.wire.frames()).isEmpty();
    assertThat(talk.last().stream.writable()).isFalse();
  }

  @Test
  void lostConnectionFailsItsStreams() {
    talk.wire.headers(1, false, POST);
    talk.wire.headers(3, true, GET);
    talk.wire.disconnect();

    assertThat(talk.exchanges)
        .allSatisfy(script ->
            assertThat(script.told)
                .contains("failed CLIENT_GONE the client closed the connection"));
  }

  @Test
  void connectBecomesATunnelThatHalfCloses() {
    talk.wire.headers(1, false, ":method", "CONNECT", ":authority", "example.com:443");
    assertThat(talk.last().head.isConnect()).isTrue();
    assertThat(talk.last().head.form()).isEqualTo(RequestHead.Form.AUTHORITY);
    assertThat(talk.last().head.path()).isEmpty();

    talk.last().stream.upgrade(response(200, Body.UNKNOWN, "Content-Length", "9"));
    talk.last().stream.write(text("server speaks"));
    talk.last().stream.finish(null);
    talk.last().stream.flush();
    assertThat(talk.wire.frames())
        .containsExactly("HEADERS 1 :status=200", "DATA 1 server speaks END");

    talk.connection.tick(1);
    talk.connection.tick(2);
    talk.wire.data(1, true, "client still speaks");
    assertThat(talk.last().told).contains("body client still speaks", "end");
    assertThat(talk.connection.openStreams()).isZero();
  }

  @Test
  void extendedConnectTurnsSwitchingProtocolsIntoOk() {
    talk.wire.headers(
        1,
        false,
        with(
            new String[] {":method", "CONNECT", ":protocol", "websocket"},
            ":scheme",
            "https",
            ":authority",
            "example.com",
            ":path",
            "/chat"));
    assertThat(talk.last().head.protocol()).isEqualTo("websocket");
    assertThat(talk.last().head.path()).isEqualTo("/chat");
    assertThat(talk.last().head.isConnect()).isFalse();

    talk.last()
        .stream
        .upgrade(
            response(
                101,
                Body.UNKNOWN,
                "Connection",
                "Upgrade",
                "Upgrade",
                "websocket",
                "Sec-WebSocket-Accept",
                "x",
                "Sec-WebSocket-Protocol",
                "chat"));
    talk.last().stream.flush();
    assertThat(talk.wire.frames())
        .containsExactly("HEADERS 1 :status=200 sec-websocket-protocol=chat");
  }

  @Test
  void earlyResponseStopsTheUploadWithoutAnError() {
    talk.wire.headers(1, false, POST);
    talk.last().stream.respond(response(200, Body.NONE));
    talk.last().stream.flush();
    talk.connection.tick(1);
    assertThat(talk.wire.frames()).containsExactly("HEADERS 1 :status=200 END");

    talk.connection.tick(2);
    assertThat(talk.wire.frames()).containsExactly("RST_STREAM 1 NO_ERROR");
    assertThat(talk.last().told)
        .endsWith("failed CLIENT_GONE the response ended before the request");

    talk.wire.data(1, true, "was on its way");
    talk.wire.headers(3, true, GET);
    assertThat(talk.wire.frames()).isEmpty();
    assertThat(talk.exchanges).hasSize(2);
  }
}
