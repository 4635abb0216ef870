package dev.fairlead.engine.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fairlead.engine.http1.RefusedRequests.Case;
import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Method;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What two readers could understand differently is refused, in both directions. */
final class RefusalTest {
  static List<Case> requests() {
    return RefusedRequests.all();
  }

  static List<Case> responses() {
    return RefusedResponses.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requests")
  void requestIsRefused(Case request) {
    ByteBuf in = Wire.buffer(request.text());
    RequestParser parser = new RequestParser(Http1Limits.DEFAULT);
    BadMessage refusal = catchThrowableOfType(BadMessage.class, () -> parser.parse(in));
    assertThat(refusal).as(request.text()).isNotNull();
    assertThat(refusal.failure().kind()).isEqualTo(request.kind());
    assertThat(in.readerIndex()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("responses")
  void responseIsRefused(Case response) {
    ByteBuf in = Wire.buffer(response.text());
    ResponseParser parser = new ResponseParser(Http1Limits.DEFAULT);
    BadMessage refusal =
        catchThrowableOfType(BadMessage.class, () -> parser.parse(in, Method.GET, false));
    assertThat(refusal).as(response.text()).isNotNull();
    assertThat(refusal.failure().kind()).isEqualTo(response.kind());
    assertThat(in.readerIndex()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0016",
        "{",
        "(",
        " ",
        "\n",
        "\0",
        "GET\t",
        "GET / HTTP/1.1\n",
        "GET / HTTP/1.1\rx",
        "GET / HTTP/1.1\r\nX: \0",
        "GET / HTTP/3.0\r\n",
        "GET / HTTQ/1.1\r\n",
        "GET /# HTTP/1.1\r\n",
        "\r\n\r",
        "\rG"
      })
  void hopelessRequestIsRefusedBeforeItsEnd(String text) {
    RequestParser parser = new RequestParser(Http1Limits.DEFAULT);
    assertThat(catchThrowableOfType(BadMessage.class, () -> parser.parse(Wire.buffer(text))))
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r", "h", "<", "HTTP/2", "HTTP/1.1 600 x\r\n", "HTTP/1.1 200 OK\n"})
  void hopelessResponseIsRefusedBeforeItsEnd(String text) {
    ResponseParser parser = new ResponseParser(Http1Limits.DEFAULT);
    assertThat(
            catchThrowableOfType(
                BadMessage.class, () -> parser.parse(Wire.buffer(text), Method.GET, false)))
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hunter2( / HTTP/1.1\r\n",
        "GET hunter2 HTTP/1.1\r\n",
        "GET /hunter2#x HTTP/1.1\r\n",
        "GET / hunter2 HTTP/1.1\r\n",
        "GET / HTTP/1.1\r\nHost: hunter2:x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: hunter2@x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nhunter2\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: hunter2\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: hunter2\r\n\r\n"
      })
  void refusalNeverEchoesTheRequest(String text) {
    RequestParser parser = new RequestParser(Http1Limits.DEFAULT);
    BadMessage refusal =
        catchThrowableOfType(BadMessage.class, () -> parser.parse(Wire.buffer(text)));
    assertThat(refusal.failure().message()).isNotBlank().doesNotContain("hunter2");
  }

  @Test
  void limitsAreExact() throws BadMessage {
    Http1Limits limits = new Http1Limits(20, 30, 2, 16, 0);
    String line = "GET /23456 HTTP/1.1\r\n";
    accepts(limits, line.replace("6", "67") + "Host: a\r\n\r\n");
    refuses(limits, line.replace("6", "678") + "Host: a\r\n\r\n", Failure.Kind.TARGET_TOO_LONG);
    accepts(limits, line + "Host: a\r\nX: " + "y".repeat(16) + "\r\n\r\n");
    refuses(
        limits,
        line + "Host: a\r\nX: " + "y".repeat(17) + "\r\n\r\n",
        Failure.Kind.FIELDS_TOO_LARGE);
    accepts(limits, line + "Host: a\r\nX: y\r\n\r\n");
    refuses(limits, line + "Host: a\r\nX: y\r\nX: y\r\n\r\n", Failure.Kind.FIELDS_TOO_LARGE);
  }

  private static void accepts(Http1Limits limits, String text) throws BadMessage {
    assertThat(new RequestParser(limits).parse(Wire.buffer(text))).as(text).isNotNull();
  }

  private static void refuses(Http1Limits limits, String text, Failure.Kind kind) {
    RequestParser parser = new RequestParser(limits);
    BadMessage refusal =
        catchThrowableOfType(BadMessage.class, () -> parser.parse(Wire.buffer(text)));
    assertThat(refusal).as(text).isNotNull();
    assertThat(refusal.failure().kind()).isEqualTo(kind);
  }
}
