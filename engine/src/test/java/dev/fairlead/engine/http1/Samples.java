package dev.fairlead.engine.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fairlead.engine.http1.RefusedRequests.Case;
import java.util.List;
import java.util.stream.Stream;

/** Messages good and bad, for the tests that want many. */
final class Samples {
  private static final List<String> REQUESTS =
      List.of(
          "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
          "\r\nGET /a?b=%20 HTTP/1.1\r\nHost: a.example:8080\r\nAccept: */*\r\n\r\nNEXT",
          "GET http://a.example/x HTTP/1.1\r\nHost: b\r\nProxy-Connection: keep-alive\r\n\r\n",
          "GET https://a.example HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n",
          "CONNECT a.example:443 HTTP/1.1\r\nHost: a.example:443\r\n\r\n\u0016\u0003\u0001",
          "OPTIONS * HTTP/1.1\r\nHost: a\r\nMax-Forwards: 0\r\n\r\n",
          "OPTIONS http://a HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET / HTTP/1.0\r\n\r\n",
          "POST / HTTP/1.0\r\nContent-Length: 3\r\nConnection: keep-alive\r\n\r\nabc",
          "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTE: b\r\n\r\n0\r\n\r\n",
          "PUT /x HTTP/1.1\r\nHOST:a\r\ncontent-length:\t007 \r\nX:\r\nX: \u00ff\t1\r\n\r\n1234567",
          "M-SEARCH /%zz|{} HTTP/1.1\r\nHost: [::1]:80\r\nUpgrade: websocket\r\n\r\n");

  private static final List<String> RESPONSES =
      List.of(
          "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc",
          "HTTP/1.1 200\r\n\r\nuntil close",
          "HTTP/1.1 200 \r\nTransfer-Encoding: CHUNKED\r\nTrailer: X\r\n\r\n",
          "HTTP/1.0 404 Nope\u00e9\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n",
          "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
          "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n",
          "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n",
          "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\nETag: \"x\"\r\n\r\n",
          "HTTP/1.1 599 \tx\r\nCookie: a\r\nCookie: b\r\nContent-Length: 0001\r\n\r\nx");

  private static final List<String> BODIES =
      List.of(
          "0\r\n\r\n",
          "3\r\nabc\r\n0\r\n\r\nNEXT",
          "3;a=b;c=\"d\\\"\te\";f\r\nabc\r\nA\r\n0123456789\r\n000\r\nX: y\r\nEtag:\r\n\r\n",
          "0000000000000001\r\nx\r\n0\r\nServer-Timing: a\r\n\r\n");

  private static final List<String> BAD_BODIES =
      List.of(
          "\r\n",
          "g\r\n",
          "+1\r\na",
          "-1\r\na",
          " 1\r\na",
          "1 \r\na",
          "\t1\r\n",
          "0x1\r\na",
          "1\na\r\n",
          "1\r\na\n0\r\n",
          "1\r\nab\r\n",
          "1\r\na\rb",
          "1\rx",
          "1_0\r\n",
          "1.0\r\n",
          "00000000000000001\r\na",
          "8000000000000000\r\n",
          "FFFFFFFFFFFFFFFF\r\n",
          "7fffffffffffffff0\r\n",
          ";a\r\n",
          "1;\r\na",
          "1;=b\r\n",
          "1;a=\r\n",
          "1; a=b\r\n",
          "1 ;a=b\r\n",
          "1;a =b\r\n",
          "1;a= b\r\n",
          "1;a=\"b\r\n\"\r\n",
          "1;a=\"b\"c\r\n",
          "1;a=\"\0\"\r\n",
          "1;a=\"\\\n\"\r\n",
          "1;a\nb\r\n",
          "1;a\rb\r\n",
          "1;;a\r\n",
          "1;a=b=c\r\n",
          "1;a=b\u00e9\r\n",
          "1,2\r\n",
          "0\r\n\n",
          "0\r\n\rx",
          "0\n\n",
          "0\r\nX: y\n\r\n",
          "0\r\nX : y\r\n\r\n",
          "0\r\n X: y\r\n\r\n",
          "0\r\nX: y\r\n z\r\n\r\n",
          "0\r\nX\r\n\r\n",
          "0\r\n: y\r\n\r\n",
          "0\r\nX: \0\r\n\r\n",
          "0\r\nContent-Length: 3\r\n\r\n",
          "0\r\nTransfer-Encoding: chunked\r\n\r\n",
          "0\r\nHost: b\r\n\r\n",
          "0\r\nAuthorization: x\r\n\r\n",
          "0\r\ncookie: x\r\n\r\n",
          "0\r\nContent-Encoding: gzip\r\n\r\n",
          "0\r\nConnection: close\r\n\r\n",
          "0\r\nTrailer: x\r\n\r\n",
          "0\r\nSet-Cookie: x\r\n\r\n",
          "0\r\nProxy-Authorization: x\r\n\r\n",
          "0\r\nX-Forwarded-For: 1.2.3.4\r\n\r\n");

  private Samples() {}

  static Stream<byte[]> requests() {
    return bytes(Stream.concat(REQUESTS.stream(), RefusedRequests.all().stream().map(Case::text)));
  }

  static Stream<byte[]> responses() {
    return bytes(
        Stream.concat(RESPONSES.stream(), RefusedResponses.all().stream().map(Case::text)));
  }

  static Stream<byte[]> goodRequests() {
    return bytes(REQUESTS.stream());
  }

  static Stream<byte[]> goodResponses() {
    return bytes(RESPONSES.stream());
  }

  static Stream<byte[]> chunked() {
    return bytes(Stream.concat(BODIES.stream(), BAD_BODIES.stream()));
  }

  static List<String> refusedBodies() {
    return BAD_BODIES;
  }

  private static Stream<byte[]> bytes(Stream<String> texts) {
    return texts.map(text -> text.getBytes(ISO_8859_1));
  }
}
