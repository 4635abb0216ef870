package dev.fairlead.testkit.hostile;

import static dev.fairlead.testkit.hostile.HostileResponse.SMUGGLED;

import java.util.List;

/** Where a response ends: framing fields, chunks, cuts, and bytes behind the end. */
final class FramingResponses {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";
  private static final String SIZED = OK + "Content-Length: 3\r\n\r\nabc";
  private static final String END = "0\r\n\r\n";

  private FramingResponses() {}

  static List<HostileResponse> framing() {
    return new ResponseCorpus("framing")
        .guard(
            "cl-te",
            "9112 6.3",
            ok("Content-Length: 5\r\nTransfer-Encoding: chunked", END + SMUGGLED))
        .poisons()
        .guard(
            "te-cl",
            "9112 6.3",
            ok("Transfer-Encoding: chunked\r\nContent-Length: 5", END + SMUGGLED))
        .poisons()
        .reject("cl-differ", "9112 6.3", ok("Content-Length: 3\r\nContent-Length: 6", "abcdef"))
        .poisons()
        .reject("cl-differ-list", "9112 6.3", ok("Content-Length: 3, 6", "abcdef"))
        .poisons()
        .guard("cl-twice", "9112 6.3", ok("Content-Length: 3\r\nContent-Length: 3", "abc"))
        .guard("cl-list-same", "9112 6.3", ok("Content-Length: 3, 3", "abc"))
        .reject("cl-minus", "9112 6.3", ok("Content-Length: -3", "abc"))
        .poisons()
        .reject("cl-plus", "9112 6.3", ok("Content-Length: +3", "abc"))
        .poisons()
        .reject("cl-hex", "9112 6.3", ok("Content-Length: 0x3", "abc"))
        .poisons()
        .reject("cl-word", "9112 6.3", ok("Content-Length: three", "abc"))
        .poisons()
        .reject("cl-empty", "9112 6.3", ok("Content-Length:", "abc"))
        .poisons()
        .reject("cl-inner-space", "9112 6.3", ok("Content-Length: 3 3", "abc"))
        .poisons()
        .reject("cl-overflow", "9112 6.3", ok("Content-Length: 18446744073709551619", "abc"))
        .poisons()
        .guard("te-unknown", "9112 6.3", ok("Transfer-Encoding: xchunked", "abc"))
        .close()
        .poisons()
        .guard("te-identity", "9112 6.3", ok("Transfer-Encoding: identity", "abc"))
        .close()
        .poisons()
        .guard("te-chunked-gzip", "9112 6.3", ok("Transfer-Encoding: chunked, gzip", END))
        .close()
        .poisons()
        .guard(
            "te-twice",
            "9112 6.1",
            ok("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", END))
        .guard("te-trailing-comma", "9110 5.6.1", ok("Transfer-Encoding: chunked,", END))
        .guard("te-vertical-tab", "9112 7", ok("Transfer-Encoding: \u000bchunked", END))
        .guard("te-name-space", "9112 5.1", ok("Transfer-Encoding : chunked", END))
        .guard("te-fold", "9112 5.2", ok("Transfer-Encoding:\r\n chunked", END))
        .guard(
            "te-10",
            "9112 6.1",
            "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n" + END)
        .close()
        .poisons()
        .list();
  }

  static List<HostileResponse> chunks() {
    return new ResponseCorpus("chunks")
        .guard("chunk-letter", "9112 7.1", CHUNKED + "G\r\nabc\r\n" + END)
        .poisons()
        .incomplete()
        .guard("chunk-minus", "9112 7.1", CHUNKED + "-3\r\nabc\r\n" + END)
        .poisons()
        .incomplete()
        .guard("chunk-0x", "9112 7.1", CHUNKED + "0x3\r\nabc\r\n" + END)
        .poisons()
        .incomplete()
        .guard("chunk-overflow", "9112 7.1", CHUNKED + "10000000000000003\r\nabc\r\n" + END)
        .poisons()
        .incomplete()
        .guard("chunk-data-long", "9112 7.1", CHUNKED + "3\r\nabcdef\r\n" + END)
        .poisons()
        .incomplete()
        .guard("chunk-no-crlf", "9112 7.1", CHUNKED + "3\r\nabc" + END)
        .poisons()
        .incomplete()
        .guard("chunk-lf", "9112 7.1", CHUNKED + "3\nabc\n0\n\n")
        .guard("chunk-ext-lf", "9112 7.1.1", CHUNKED + "3;a\nabc\r\n" + END)
        .guard("chunk-ext-quoted-crlf", "9112 7.1.1", CHUNKED + "3;a=\"\r\nabc\r\n" + END)
        .guard("chunk-ext-nul", "9112 7.1.1", CHUNKED + "3;\0\r\nabc\r\n" + END)
        .guard("trailer-framing", "9110 6.5.1", CHUNKED + "0\r\nContent-Length: 9\r\n\r\n")
        .guard("trailer-no-colon", "9112 5", CHUNKED + "0\r\nnonsense\r\n\r\n")
        .guard("trailer-nul", "9110 5.5", CHUNKED + "0\r\nX-A: \0\r\n\r\n")
        .guard("trailer-response", "9112 7.1.2", CHUNKED + "0\r\n" + SMUGGLED)
        .poisons()
        .list();
  }

  static List<HostileResponse> cut() {
    return new ResponseCorpus("cut")
        .guard("sized-short", "9112 8", OK + "Content-Length: 10\r\n\r\nabc")
        .close()
        .incomplete()
        .guard("sized-short-reset", "9112 8", OK + "Content-Length: 10\r\n\r\nabc")
        .reset()
        .incomplete()
        .guard("chunked-no-end", "9112 8", CHUNKED + "3\r\nabc\r\n")
        .close()
        .incomplete()
        .guard("chunked-inside-chunk", "9112 8", CHUNKED + "9\r\nabc")
        .close()
        .incomplete()
        .guard("chunked-after-zero", "9112 8", CHUNKED + "3\r\nabc\r\n0\r\n")
        .close()
        .incomplete()
        .guard("chunked-reset", "9112 8", CHUNKED + "3\r\nabc\r\n")
        .reset()
        .incomplete()
        .guard("head-cut", "9112 8", OK + "Content-Le")
        .close()
        .guard("head-cut-status", "9112 8", "HTTP/1.")
        .close()
        .guard("head-reset", "9112 8", OK)
        .reset()
        .guard("nothing", "9112 8", "")
        .close()
        .guard("nothing-reset", "9112 8", "")
        .reset()
        .guard("interim-only", "9110 15.2", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")
        .close()
        .list();
  }

  static List<HostileResponse> splitting() {
    return new ResponseCorpus("splitting")
        .guard("sized-extra-response", "9112 6.3", SIZED + SMUGGLED)
        .poisons()
        .guard("sized-extra-bytes", "9112 6.3", SIZED + "garbage")
        .poisons()
        .guard("sized-extra-crlf", "9112 6.3", SIZED + "\r\n")
        .poisons()
        .guard("zero-extra-response", "9112 6.3", OK + "Content-Length: 0\r\n\r\n" + SMUGGLED)
        .poisons()
        .guard("chunked-extra-response", "9112 7.1", CHUNKED + END + SMUGGLED)
        .poisons()
        .guard("204-extra-response", "9110 15.3.5", "HTTP/1.1 204 No Content\r\n\r\n" + SMUGGLED)
        .poisons()
        .guard(
            "204-with-body",
            "9110 15.3.5",
            "HTTP/1.1 204 No Content\r\nContent-Length: 3\r\n\r\nabc")
        .poisons()
        .guard(
            "204-chunked",
            "9112 6.1",
            "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n" + END)
        .poisons()
        .guard(
            "304-with-body",
            "9110 15.4.5",
            "HTTP/1.1 304 Not Modified\r\nContent-Length: 3\r\n\r\nabc")
        .poisons()
        .guard("304-extra-response", "9110 15.4.5", "HTTP/1.1 304 Not Modified\r\n\r\n" + SMUGGLED)
        .poisons()
        .guard("head-with-body", "9110 9.3.2", SIZED)
        .to("HEAD")
        .poisons()
        .guard(
            "head-with-response",
            "9110 9.3.2",
            OK + "Content-Length: " + SMUGGLED.length() + "\r\n\r\n" + SMUGGLED)
        .to("HEAD")
        .poisons()
        .guard("head-chunked-body", "9110 9.3.2", CHUNKED + "3\r\nabc\r\n" + END)
        .to("HEAD")
        .poisons()
        .guard(
            "interim-with-length",
            "9110 15.2",
            "HTTP/1.1 103 X\r\nContent-Length: 3\r\n\r\nabc" + SIZED)
        .poisons()
        .guard("value-cr-response", "9110 5.5", ok("X-A: b\r\r\n" + "Content-Length: 0", SMUGGLED))
        .poisons()
        .list();
  }

  private static String ok(String lines, String rest) {
    return OK + lines + "\r\n\r\n" + rest;
  }
}
