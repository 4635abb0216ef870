package dev.fairlead.testkit.hostile;

import static dev.fairlead.testkit.hostile.HostileResponse.SMUGGLED;

import java.util.List;

/** What a response says of itself: fields, status lines, interim responses, and benign ones. */
@SuppressWarnings("StringConcatToTextBlock") // line ends are written out
final class HeadResponses {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";
  private static final String SIZED = OK + "Content-Length: 3\r\n\r\nabc";
  private static final String END = "0\r\n\r\n";

  private HeadResponses() {}

  static List<HostileResponse> heads() {
    return new ResponseCorpus("heads")
        .guard("fold", "9112 5.2", ok("X-A: b\r\n c\r\nContent-Length: 3", "abc"))
        .guard("fold-first", "9112 5.2", OK + " X-A: b\r\nContent-Length: 3\r\n\r\nabc")
        .guard("name-space", "9112 5.1", ok("X-A : b\r\nContent-Length: 3", "abc"))
        .guard("name-empty", "9112 5", ok(": b\r\nContent-Length: 3", "abc"))
        .guard("name-nul", "9110 5.1", ok("X\0A: b\r\nContent-Length: 3", "abc"))
        .guard("name-paren", "9110 5.1", ok("X(A): b\r\nContent-Length: 3", "abc"))
        .guard("no-colon", "9112 5", ok("nonsense\r\nContent-Length: 3", "abc"))
        .guard("value-nul", "9110 5.5", ok("X-A: b\0c\r\nContent-Length: 3", "abc"))
        .guard("value-cr", "9110 5.5", ok("X-A: b\rc\r\nContent-Length: 3", "abc"))
        .guard(
            "value-cr-field", "9110 5.5", ok("X-A: b\rSet-Cookie: c\r\nContent-Length: 3", "abc"))
        .guard("value-lf", "9110 5.5", ok("X-A: b\nX-B: c\r\nContent-Length: 3", "abc"))
        .guard("lines-lf", "9112 2.2", "HTTP/1.1 200 OK\nContent-Length: 3\n\nabc")
        .guard(
            "value-1m",
            "9110 5.4",
            ok("X-A: " + "b".repeat(1 << 20) + "\r\nContent-Length: 3", "abc"))
        .guard(
            "count-20k", "9110 5.4", ok("X-A: b\r\n".repeat(20_000) + "Content-Length: 3", "abc"))
        .guard("endless-line", "9112 4", "HTTP/1.1 200 " + "a".repeat(2 << 20))
        .guard(
            "hop-nominated",
            "9110 7.6.1",
            ok("Connection: X-Hop\r\nX-Hop: 1\r\nContent-Length: 3", "abc"))
        .guard(
            "hop-content-length",
            "9110 7.6.1",
            ok("Connection: Content-Length\r\nContent-Length: 3", "abc"))
        .list();
  }

  static List<HostileResponse> statuses() {
    return new ResponseCorpus("status-line")
        .guard("status-99", "9110 15", line("HTTP/1.1 99 Low"))
        .guard("status-000", "9110 15", line("HTTP/1.1 000 Zero"))
        .guard("status-600", "9110 15", line("HTTP/1.1 600 High"))
        .guard("status-1000", "9110 15", line("HTTP/1.1 1000 High"))
        .guard("status-word", "9112 4", line("HTTP/1.1 OK"))
        .guard("status-minus", "9112 4", line("HTTP/1.1 -200 OK"))
        .guard("status-plus", "9112 4", line("HTTP/1.1 +200 OK"))
        .guard("status-nul", "9112 4", line("HTTP/1.1 200 O\0K"))
        .guard("status-cr", "9112 4", line("HTTP/1.1 200 O\rK"))
        .guard("status-two-spaces", "9112 4", line("HTTP/1.1  200 OK"))
        .guard("status-tab", "9112 4", line("HTTP/1.1\t200\tOK"))
        .guard("status-no-space", "9112 4", line("HTTP/1.1 200"))
        .guard("version-2", "9112 2.3", line("HTTP/2.0 200 OK"))
        .guard("version-1.9", "9112 2.3", line("HTTP/1.9 200 OK"))
        .guard("version-lower", "9112 2.3", line("http/1.1 200 OK"))
        .guard("version-none", "9112 4", line("200 OK"))
        .guard("icy", "9112 4", line("ICY 200 OK"))
        .guard("garbage-first", "9112 4", "garbage\r\n" + SIZED)
        .poisons()
        .guard("crlf-first", "9112 4", "\r\n\r\n" + SIZED)
        .guard("http-0.9", "9112 4", "just a text")
        .close()
        .guard("html-first", "9112 4", "<html>" + SMUGGLED)
        .close()
        .list();
  }

  static List<HostileResponse> upgrades() {
    String switching =
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
    String ask =
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    return new ResponseCorpus("interim")
        .guard("101-unasked", "9110 15.2.2", switching + SMUGGLED)
        .poisons()
        .guard(
            "101-unasked-bare",
            "9110 15.2.2",
            "HTTP/1.1 101 Switching Protocols\r\n\r\n" + SMUGGLED)
        .poisons()
        .guard("200-to-upgrade", "9110 7.8", SIZED)
        .asked(ask)
        .guard("200-to-upgrade-extra", "9110 7.8", SIZED + SMUGGLED)
        .asked(ask)
        .poisons()
        .guard("100-unasked", "9110 15.2.1", "HTTP/1.1 100 Continue\r\n\r\n" + SIZED)
        .guard("100-storm", "9110 15.2", "HTTP/1.1 100 Continue\r\n\r\n".repeat(2_000) + SIZED)
        .guard(
            "103-storm", "9110 15.2", "HTTP/1.1 103 X\r\nLink: </a>\r\n\r\n".repeat(2_000) + SIZED)
        .guard(
            "102-chunked",
            "9112 6.1",
            "HTTP/1.1 102 X\r\nTransfer-Encoding: chunked\r\n\r\n" + END + SIZED)
        .poisons()
        .guard("199-unknown", "9110 15.2", "HTTP/1.1 199 X\r\n\r\n" + SIZED)
        .list();
  }

  static List<HostileResponse> benign() {
    return new ResponseCorpus("benign")
        .pass("ok-sized", "9112 6.2", SIZED)
        .body("abc")
        .pass("ok-chunked", "9112 7.1", CHUNKED + "3\r\nabc\r\n" + END)
        .body("abc")
        .pass("ok-chunked-ext", "9112 7.1.1", CHUNKED + "3;a=\"b\"\r\nabc\r\n" + END)
        .body("abc")
        .pass("ok-chunked-trailer", "9112 7.1.2", CHUNKED + "3\r\nabc\r\n0\r\nX-T: 1\r\n\r\n")
        .body("abc")
        .pass("ok-close-delimited", "9112 6.3", OK + "\r\nabc")
        .close()
        .body("abc")
        .pass("ok-empty", "9112 6.2", OK + "Content-Length: 0\r\n\r\n")
        .body("")
        .pass("ok-body-is-response", "9112 6", ok("Content-Length: " + LOOK.length(), LOOK))
        .body(LOOK)
        .pass("ok-204", "9110 15.3.5", "HTTP/1.1 204 No Content\r\n\r\n")
        .body("")
        .pass("ok-304-length", "9110 15.4.5", "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n")
        .body("")
        .pass("ok-head-length", "9110 9.3.2", OK + "Content-Length: 3\r\n\r\n")
        .to("HEAD")
        .body("")
        .pass("ok-no-reason", "9112 4", line("HTTP/1.1 200 "))
        .body("abc")
        .pass("ok-high-reason", "9112 4", line("HTTP/1.1 200 \u00d6K"))
        .body("abc")
        .pass("ok-status-299", "9110 15", line("HTTP/1.1 299 Fine"))
        .body("abc")
        .pass("ok-103", "8297", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + SIZED)
        .body("abc")
        .pass("ok-10-close", "9112 6.3", "HTTP/1.0 200 OK\r\n\r\nabc")
        .close()
        .body("abc")
        .pass("ok-404", "9110 15.5.5", line("HTTP/1.1 404 Not Found"))
        .body("abc")
        .list();
  }

  private static final String LOOK = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlook";

  private static String ok(String lines, String rest) {
    return OK + lines + "\r\n\r\n" + rest;
  }

  private static String line(String statusLine) {
    return statusLine + "\r\nContent-Length: 3\r\n\r\nabc";
  }
}
