package dev.fairlead.testkit.hostile;

import static dev.fairlead.testkit.hostile.HostileRequest.NEXT;
import static dev.fairlead.testkit.hostile.HostileRequest.SMUGGLED;
import static dev.fairlead.testkit.hostile.RequestCorpus.chunked;
import static dev.fairlead.testkit.hostile.RequestCorpus.post;

import java.util.List;

/** Chunk sizes, extensions, line ends and trailers (RFC 9112 §7.1). */
final class ChunkRequests {
  private static final String END = "0\r\n\r\n";

  private ChunkRequests() {}

  static List<HostileRequest> sizes() {
    return new RequestCorpus("chunk-size")
        .reject("chunk-overflow-64", "9112 7.1", chunked("10000000000000003\r\nabc\r\n" + END))
        .reject("chunk-overflow-63", "9112 7.1", chunked("FFFFFFFFFFFFFFFF\r\nabc\r\n" + END))
        .guard("chunk-overflow-32", "9112 7.1", chunked("100000003\r\nabc\r\n" + END + NEXT))
        .guard("chunk-negative-32", "9112 7.1", chunked("FFFFFFFE\r\nabc\r\n" + END + NEXT))
        .reject("chunk-minus", "9112 7.1", chunked("-1\r\nabc\r\n" + END))
        .reject("chunk-plus", "9112 7.1", chunked("+3\r\nabc\r\n" + END))
        .reject("chunk-0x", "9112 7.1", chunked("0x3\r\nabc\r\n" + END))
        .reject("chunk-h-suffix", "9112 7.1", chunked("3h\r\nabc\r\n" + END))
        .reject("chunk-letter", "9112 7.1", chunked("G\r\nabc\r\n" + END))
        .reject("chunk-empty-size", "9112 7.1", chunked("\r\nabc\r\n" + END))
        .reject("chunk-lead-space", "9112 7.1", chunked(" 3\r\nabc\r\n" + END))
        .guard("chunk-trail-space", "9112 7.1.1", chunked("3 \r\nabc\r\n" + END))
        .body("abc")
        .reject("chunk-inner-space", "9112 7.1", chunked("1 3\r\nabc\r\n" + END))
        .reject("chunk-underscore", "9112 7.1", chunked("0_3\r\nabc\r\n" + END))
        .reject("chunk-comma", "9112 7.1", chunked("3,3\r\nabc\r\n" + END))
        .reject("chunk-nul", "9112 7.1", chunked("3\0\r\nabc\r\n" + END))
        .reject("chunk-nul-before", "9112 7.1", chunked("\u00003\r\nabc\r\n" + END))
        .reject("chunk-vertical-tab", "9112 7.1", chunked("3\u000b\r\nabc\r\n" + END))
        .guard(
            "chunk-leading-zeros", "9112 7.1", chunked("0000000000000000000003\r\nabc\r\n" + END))
        .body("abc")
        .guard("chunk-many-zeros-end", "9112 7.1", chunked("3\r\nabc\r\n00000\r\n\r\n"))
        .body("abc")
        .reject("chunk-data-short", "9112 7.1", chunked("5\r\nabc\r\n" + END + NEXT))
        .reject("chunk-data-long", "9112 7.1", chunked("3\r\nabcdef\r\n" + END))
        .reject("chunk-no-crlf-after", "9112 7.1", chunked("3\r\nabc" + END + NEXT))
        .reject("chunk-two-bytes-after", "9112 7.1", chunked("3\r\nabcXX" + END + NEXT))
        .reject("chunk-extra-crlf-after", "9112 7.1", chunked("3\r\nabc\r\n\r\n" + END))
        .guard("chunk-never-ends", "9112 7.1", chunked("3\r\nabc\r\n"))
        .list();
  }

  static List<HostileRequest> lines() {
    return new RequestCorpus("chunk-lines")
        .reject("chunk-lf-size", "9112 7.1", chunked("3\nabc\r\n" + END + NEXT))
        .reject("chunk-lf-data", "9112 7.1", chunked("3\r\nabc\n" + END + NEXT))
        .reject("chunk-lf-all", "9112 7.1", chunked("3\nabc\n0\n\n"))
        .reject("chunk-lf-last", "9112 7.1", chunked("3\r\nabc\r\n0\n\n"))
        .reject("chunk-cr-size", "9112 7.1", chunked("3\rabc\r\n" + END + NEXT))
        .reject("chunk-cr-data", "9112 7.1", chunked("3\r\nabc\r0\r\n\r\n" + NEXT))
        .reject("chunk-cr-cr-lf", "9112 7.1", chunked("3\r\r\nabc\r\n" + END))
        .reject("chunk-cr-x", "9112 7.1", chunked("3\rX\nabc\r\n" + END))
        .reject("chunk-lf-cr", "9112 7.1", chunked("3\n\rabc\r\n" + END))
        .reject("chunk-last-cr-only", "9112 7.1", chunked("3\r\nabc\r\n0\r\r" + NEXT))
        .list();
  }

  static List<HostileRequest> extensions() {
    return new RequestCorpus("chunk-ext")
        .guard("ext-lf", "9112 7.1.1", chunked("3;a\nabc\r\n" + END + NEXT))
        .guard("ext-lf-desync", "9112 7.1.1", chunked("2;\nxx\r\n4c\r\n0\r\n\r\n" + NEXT + END))
        .guard("ext-cr", "9112 7.1.1", chunked("3;a\rb\r\nabc\r\n" + END))
        .guard("ext-quoted-crlf", "9112 7.1.1", chunked("3;a=\"\r\nabc\r\n" + END + NEXT))
        .guard("ext-quoted-lf", "9112 7.1.1", chunked("3;a=\"\n\"\r\nabc\r\n" + END + NEXT))
        .guard("ext-unclosed-quote", "9112 7.1.1", chunked("3;a=\"b\r\nabc\r\n" + END))
        .body("abc")
        .guard("ext-nul", "9112 7.1.1", chunked("3;a=\0\r\nabc\r\n" + END))
        .guard("ext-control", "9112 7.1.1", chunked("3;a=\u0001\u007f\r\nabc\r\n" + END))
        .guard("ext-bare-semicolon", "9112 7.1.1", chunked("3;\r\nabc\r\n" + END))
        .body("abc")
        .guard("ext-empty-name", "9112 7.1.1", chunked("3;=x\r\nabc\r\n" + END))
        .body("abc")
        .guard("ext-space-before", "9112 7.1.1", chunked("3 ;a=b\r\nabc\r\n" + END))
        .body("abc")
        .guard("ext-huge", "9112 7.1.1", chunked("3;a=" + "b".repeat(70_000) + "\r\nabc\r\n" + END))
        .guard(
            "ext-many",
            "9112 7.1.1",
            chunked(("1;" + "e".repeat(900) + "\r\na\r\n").repeat(200) + END))
        .guard("ext-on-last", "9112 7.1.1", chunked("3\r\nabc\r\n0;a=b\r\n\r\n"))
        .body("abc")
        .list();
  }

  static List<HostileRequest> trailers() {
    return new RequestCorpus("trailers")
        .guard("trailer-content-length", "9110 6.5.1", trailed("Content-Length: 50"))
        .guard("trailer-transfer-encoding", "9110 6.5.1", trailed("Transfer-Encoding: identity"))
        .guard("trailer-host", "9110 6.5.1", trailed("Host: evil.test"))
        .guard("trailer-authorization", "9110 6.5.1", trailed("Authorization: Basic eDp5"))
        .guard("trailer-connection", "9110 6.5.1", trailed("Connection: close"))
        .guard("trailer-cookie", "9110 6.5.1", trailed("Cookie: a=b"))
        .reject("trailer-no-colon", "9112 5", trailed("nonsense"))
        .reject("trailer-space-name", "9112 5.1", trailed("X-A : b"))
        .guard("trailer-fold", "9112 5.2", trailed("X-A: b\r\n c"))
        .reject("trailer-empty-name", "9112 5", trailed(": b"))
        .guard("trailer-nul", "9110 5.5", trailed("X-A: b\0c"))
        .guard("trailer-bare-cr", "9112 2.2", trailed("X-A: b\rc"))
        .guard("trailer-bare-lf", "9112 2.2", chunked("3\r\nabc\r\n0\r\nX-A: b\n\r\n" + NEXT))
        .guard("trailer-request-line", "9112 7.1.2", chunked("3\r\nabc\r\n0\r\n" + SMUGGLED))
        .guard("trailer-huge", "9110 6.5", trailed("X-A: " + "b".repeat(200_000)))
        .guard("trailer-endless", "9110 6.5", trailed("X-A: b\r\n".repeat(20_000) + "X-B: c"))
        .guard("trailer-on-cl", "9112 6.3", post("abcX-T: 1\r\n\r\n", "Content-Length: 3"))
        .list();
  }

  private static String trailed(String lines) {
    return chunked("3\r\nabc\r\n0\r\n" + lines + "\r\n\r\n");
  }
}
