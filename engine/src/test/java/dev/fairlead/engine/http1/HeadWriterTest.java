package dev.fairlead.engine.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.RequestHead.Form;
import dev.fairlead.engine.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exact bytes of heads that we send. */
final class HeadWriterTest {
  @Test
  void originFormPutsTheHostFirst() throws BadMessage {
    assertThat(request(get("/a?b"), false, After.KEEP_ALIVE))
        .isEqualTo("GET /a?b HTTP/1.1\r\nHost: a.example:8080\r\nAccept: x\r\n\r\n");
  }

  @Test
  void absoluteFormNamesTheAuthority() throws BadMessage {
    assertThat(request(get("/a"), true, After.KEEP_ALIVE))
        .startsWith("GET http://a.example:8080/a HTTP/1.1\r\nHost: a.example:8080\r\n");
  }

  @Test
  void asteriskHasNoPathInAbsoluteForm() throws BadMessage {
    RequestHead head = head(Method.OPTIONS, "*", new Headers(), 0);
    assertThat(request(head, true, After.KEEP_ALIVE))
        .startsWith("OPTIONS http://a.example:8080 HTTP/1.1\r\n");
    assertThat(request(head, false, After.KEEP_ALIVE)).startsWith("OPTIONS * HTTP/1.1\r\n");
  }

  @Test
  void connectNamesHostAndPort() throws BadMessage {
    RequestHead head = head(Method.CONNECT, "", new Headers(), 0);
    assertThat(request(head, true, After.KEEP_ALIVE))
        .isEqualTo("CONNECT a.example:8080 HTTP/1.1\r\nHost: a.example:8080\r\n\r\n");
  }

  @Test
  void addressesOfVersion6AreBracketed() throws BadMessage {
    RequestHead head = get("/");
    head.authority(Authority.parse("[2001:db8::1]:81"));
    assertThat(request(head, false, After.KEEP_ALIVE)).contains("Host: [2001:db8::1]:81\r\n");
  }

  @Test
  void receivedHostAndHopByHopFieldsGiveWayToOurs() throws BadMessage {
    RequestHead head =
        Wire.request(
            """
            GET http://a/ HTTP/1.1\r
            X: 1\r
            Host: b\r
            Connection: X, close\r
            Keep-Alive: 5\r
            Proxy-Connection: close\r
            Z: 2\r
            \r
            """);
    assertThat(request(head, false, After.KEEP_ALIVE))
        .isEqualTo("GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\nZ: 2\r\n\r\n");
  }

  @Test
  void connectionSaysWhatItIsTold() throws BadMessage {
    assertThat(request(get("/"), false, After.CLOSE)).endsWith("\r\nConnection: close\r\n\r\n");
    assertThat(request(get("/"), false, After.UPGRADE)).endsWith("\r\nConnection: Upgrade\r\n\r\n");
    RequestHead te = get("/");
    te.headers().add(FieldName.TE, "trailers");
    assertThat(request(te, false, After.KEEP_ALIVE)).endsWith("\r\nConnection: TE\r\n\r\n");
    assertThat(request(te, false, After.CLOSE)).endsWith("\r\nConnection: close, TE\r\n\r\n");
  }

  @Test
  void bodyLengthAloneFramesARequest() throws BadMessage {
    Headers lying = new Headers();
    lying.add(FieldName.CONTENT_LENGTH, "5");
    lying.add(FieldName.TRANSFER_ENCODING, "gzip");
    lying.add(FieldName.CONTENT_LENGTH, "6");
    assertThat(request(head(Method.POST, "/", lying, Body.UNKNOWN), false, After.KEEP_ALIVE))
        .endsWith("8080\r\nTransfer-Encoding: chunked\r\n\r\n");
    assertThat(request(head(Method.POST, "/", lying, 7), false, After.KEEP_ALIVE))
        .endsWith("8080\r\nContent-Length: 7\r\n\r\n");
    assertThat(request(head(Method.POST, "/", lying, 6), false, After.KEEP_ALIVE))
        .endsWith("8080\r\nContent-Length: 6\r\n\r\n");
    assertThat(request(head(Method.POST, "/", lying, 0), false, After.KEEP_ALIVE))
        .endsWith("8080\r\nContent-Length: 0\r\n\r\n");
  }

  @Test
  void lengthIsWrittenWhereNoFieldSaysIt() throws BadMessage {
    RequestHead head = head(Method.POST, "/", new Headers(), Long.MAX_VALUE);
    assertThat(request(head, false, After.KEEP_ALIVE))
        .endsWith("\r\nContent-Length: 9223372036854775807\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "*", "/ x", "/\r\nX: y", "/\n", "/\0", "/\u00e9", "/#", "http://b/"})
  void pathThatIsNoneIsNotWritten(String path) {
    refuses(head(Method.GET, path, new Headers(), 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "G T", "GET / HTTP/1.1\r\nX:", "G\u00c9T"})
  void methodThatIsNoTokenIsNotWritten(String method) {
    refuses(head(Method.of(method), "/", new Headers(), 0));
  }

  @Test
  void requestWithoutHostIsNotWritten() throws BadMessage {
    refuses(Wire.request("GET / HTTP/1.0\r\n\r\n"));
  }

  @Test
  void extendedConnectIsNotWritten() {
    refuses(
        new RequestHead(
            Method.CONNECT,
            Form.ORIGIN,
            "https",
            Authority.parse("a"),
            "/chat",
            HttpVersion.HTTP_2,
            new Headers(),
            Body.UNKNOWN,
            "websocket"));
  }

  @Test
  void connectWithBodyOrWithoutPortIsNotWritten() {
    refuses(head(Method.CONNECT, "", new Headers(), 3));
    RequestHead head = head(Method.CONNECT, "", new Headers(), 0);
    head.authority(Authority.parse("a"));
    refuses(head);
  }

  @Test
  void statusLineIsOurVersionWithTheReasonOfTheUpstream() {
    assertThat(response(200, "OK", 0, Method.GET, After.KEEP_ALIVE))
        .isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    assertThat(response(200, "Fine", 0, Method.GET, After.KEEP_ALIVE))
        .startsWith("HTTP/1.1 200 Fine\r\n");
    assertThat(response(404, "", 0, Method.GET, After.KEEP_ALIVE))
        .startsWith("HTTP/1.1 404 Not Found\r\n");
    assertThat(response(599, "", 0, Method.GET, After.KEEP_ALIVE)).startsWith("HTTP/1.1 599 \r\n");
    assertThat(response(299, "x\r\nSet-Cookie: y", 0, Method.GET, After.KEEP_ALIVE))
        .startsWith("HTTP/1.1 299 \r\nContent-Length");
  }

  @Test
  void responseIsFramedForItsClient() {
    assertThat(response(200, "", 5, Method.GET, After.KEEP_ALIVE))
        .endsWith("OK\r\nContent-Length: 5\r\n\r\n");
    assertThat(response(200, "", Body.UNKNOWN, Method.GET, After.KEEP_ALIVE))
        .endsWith("OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    ByteBuf out = Unpooled.buffer();
    ResponseHead head = head(200, "", Body.UNKNOWN, "X", "y");
    Framing framing =
        HeadWriter.response(out, head, Method.GET, HttpVersion.HTTP_1_0, After.KEEP_ALIVE);
    assertThat(framing).isEqualTo(Framing.UNTIL_CLOSE);
    assertThat(out.toString(ISO_8859_1)).endsWith("X: y\r\nConnection: close\r\n\r\n");
  }

  @Test
  void oldClientIsToldThatTheConnectionStays() {
    ByteBuf out = Unpooled.buffer();
    HeadWriter.response(
        out, head(200, "", 0, "X", "y"), Method.GET, HttpVersion.HTTP_1_0, After.KEEP_ALIVE);
    assertThat(out.toString(ISO_8859_1)).endsWith("\r\nConnection: keep-alive\r\n\r\n");
  }

  @Test
  void answerToHeadKeepsTheLengthItDescribes() {
    ByteBuf out = Unpooled.buffer();
    ResponseHead head = head(200, "", Body.NONE, "Content-Length", "123");
    assertThat(HeadWriter.response(out, head, Method.HEAD, HttpVersion.HTTP_1_1, After.KEEP_ALIVE))
        .isEqualTo(Framing.NONE);
    assertThat(out.toString(ISO_8859_1))
        .isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 123\r\n\r\n");
  }

  @Test
  void emptyAnswerNeverClaimsABody() {
    ByteBuf out = Unpooled.buffer();
    ResponseHead head = head(200, "", Body.NONE, "Content-Length", "123");
    HeadWriter.response(out, head, Method.GET, HttpVersion.HTTP_1_1, After.KEEP_ALIVE);
    assertThat(out.toString(ISO_8859_1)).isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  }

  @Test
  void noFramingOn1xxAnd204() {
    assertThat(response(204, "", 0, Method.GET, After.KEEP_ALIVE))
        .isEqualTo("HTTP/1.1 204 No Content\r\n\r\n");
    assertThat(response(204, "", 3, Method.GET, After.CLOSE))
        .isEqualTo("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
    assertThat(response(103, "", 0, Method.GET, After.CLOSE))
        .isEqualTo("HTTP/1.1 103 Early Hints\r\n\r\n");
  }

  @Test
  void tunnelsBeginWithoutFraming() {
    assertThat(response(200, "", 3, Method.CONNECT, After.CLOSE))
        .isEqualTo("HTTP/1.1 200 OK\r\n\r\n");
    ByteBuf out = Unpooled.buffer();
    ResponseHead head = head(101, "", Body.NONE, "Upgrade", "websocket");
    assertThat(HeadWriter.response(out, head, Method.GET, HttpVersion.HTTP_1_1, After.UPGRADE))
        .isEqualTo(Framing.TUNNEL);
    assertThat(out.toString(ISO_8859_1))
        .isEqualTo(
            """
            HTTP/1.1 101 Switching Protocols\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            \r
            """);
  }

  @Test
  void hostIsAFieldLikeOthersInAResponse() {
    ByteBuf out = Unpooled.buffer();
    HeadWriter.response(
        out, head(200, "", 0, "Host", "x"), Method.GET, HttpVersion.HTTP_1_1, After.KEEP_ALIVE);
    assertThat(out.toString(ISO_8859_1)).contains("\r\nHost: x\r\n");
  }

  private static String request(RequestHead head, boolean absolute, After after) throws BadMessage {
    ByteBuf out = Unpooled.buffer(1);
    HeadWriter.request(out, head, absolute, after);
    return out.toString(ISO_8859_1);
  }

  private static String response(
      int status, String reason, long length, Method method, After after) {
    ByteBuf out = Unpooled.buffer(1);
    HeadWriter.response(
        out, head(status, reason, length, null, ""), method, HttpVersion.HTTP_1_1, after);
    return out.toString(ISO_8859_1);
  }

  private static void refuses(RequestHead head) {
    ByteBuf out = Unpooled.buffer();
    assertThat(
            catchThrowableOfType(
                BadMessage.class, () -> HeadWriter.request(out, head, false, After.KEEP_ALIVE)))
        .isNotNull();
    assertThat(out.isReadable()).isFalse();
  }

  private static RequestHead get(String path) {
    Headers headers = new Headers();
    headers.add(FieldName.ACCEPT, "x");
    return head(Method.GET, path, headers, 0);
  }

  private static RequestHead head(Method method, String path, Headers headers, long length) {
    return new RequestHead(
        method,
        Form.ORIGIN,
        null,
        Authority.parse("a.example:8080"),
        path,
        HttpVersion.HTTP_2,
        headers,
        length,
        null);
  }

  private static ResponseHead head(
      int status, String reason, long length, @Nullable String name, String value) {
    Headers headers = new Headers();
    if (name != null) {
      headers.add(name, value);
    }
    return new ResponseHead(status, reason, HttpVersion.HTTP_2, headers, length);
  }
}
