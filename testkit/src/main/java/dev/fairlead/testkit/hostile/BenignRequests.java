package dev.fairlead.testkit.hostile;

import static dev.fairlead.testkit.hostile.HostileRequest.NEXT;
import static dev.fairlead.testkit.hostile.RequestCorpus.chunked;
import static dev.fairlead.testkit.hostile.RequestCorpus.get;
import static dev.fairlead.testkit.hostile.RequestCorpus.post;

import java.util.List;

/** Correct requests that look like the hostile ones; a proxy that refuses them is merely deaf. */
final class BenignRequests {
  private static final String REST = " HTTP/1.1\r\nHost: {H}\r\n\r\n";

  private BenignRequests() {}

  static List<HostileRequest> messages() {
    return new RequestCorpus("benign")
        .pass("ok-get", "9112 3", get())
        .pass("ok-pipeline", "9112 9.3.2", get() + NEXT)
        .pass("ok-post-pipeline", "9112 9.3.2", post("abc", "Content-Length: 3") + NEXT)
        .body("abc")
        .pass("ok-chunked-pipeline", "9112 7.1", chunked("3\r\nabc\r\n0\r\n\r\n") + NEXT)
        .body("abc")
        .pass(
            "ok-body-looks-like-request", "9112 6", post(LOOK, "Content-Length: " + LOOK.length()))
        .body(LOOK)
        .pass(
            "ok-chunk-looks-like-request",
            "9112 7.1",
            chunked(Integer.toHexString(LOOK.length()) + "\r\n" + LOOK + "\r\n0\r\n\r\n"))
        .body(LOOK)
        .pass("ok-chunk-looks-like-end", "9112 7.1", chunked("5\r\n0\r\n\r\n\r\n0\r\n\r\n"))
        .body("0\r\n\r\n")
        .pass("ok-chunk-upper-hex", "9112 7.1", chunked("A\r\n0123456789\r\n0\r\n\r\n"))
        .body("0123456789")
        .pass("ok-chunk-lower-hex", "9112 7.1", chunked("0a\r\n0123456789\r\n0\r\n\r\n"))
        .body("0123456789")
        .pass("ok-chunk-ext", "9112 7.1.1", chunked("3;a=b;c=\"d e\"\r\nabc\r\n0\r\n\r\n"))
        .body("abc")
        .pass("ok-chunk-trailer", "9112 7.1.2", chunked("3\r\nabc\r\n0\r\nX-Sum: 1\r\n\r\n"))
        .body("abc")
        .pass("ok-chunk-bytes", "9112 7.1", chunked("1\r\na\r\n1\r\nb\r\n1\r\nc\r\n0\r\n\r\n"))
        .body("abc")
        .pass("ok-te-case", "9112 7", post("3\r\nabc\r\n0\r\n\r\n", "transfer-encoding: CHUNKED"))
        .body("abc")
        .pass("ok-body-nul-cr-lf", "9112 6", post("\0\r\n\r\n\n\0", "Content-Length: 7"))
        .body("\0\r\n\r\n\n\0")
        .pass("ok-cl-zero", "9112 6.2", post("", "Content-Length: 0"))
        .body("")
        .pass("ok-cl-padded", "9112 5.1", post("abc", "Content-Length: \t 3 \t"))
        .body("abc")
        .pass("ok-cl-no-space", "9112 5.1", post("abc", "Content-Length:3"))
        .body("abc")
        .pass("ok-lead-crlf", "9112 2.2", "\r\n" + get())
        .pass("ok-expect", "9110 10.1.1", post("abc", "Expect: 100-continue", "Content-Length: 3"))
        .body("abc")
        .list();
  }

  static List<HostileRequest> heads() {
    return new RequestCorpus("benign")
        .pass("ok-name-all-token-chars", "9110 5.6.2", get("!#$%&'*+-.^`|~09aZ: b"))
        .pass("ok-value-empty", "9110 5.5", get("X-A:"))
        .pass("ok-value-high", "9110 5.5", get("X-A: caf\u00c3\u00a9"))
        .pass("ok-value-punctuation", "9110 5.5", get("X-A: :;,\"\\<>{}[]()@/?= GET / HTTP/1.1"))
        .pass("ok-value-tab", "9110 5.5", get("X-A: a\tb"))
        .pass("ok-value-8k", "9110 5.4", get("X-A: " + "b".repeat(7_000)))
        .pass("ok-fields-50", "9110 5.4", get("X-A: b\r\n".repeat(49) + "X-A: b"))
        .pass("ok-target-percent", "9112 3.2.1", "GET {T}/victim%20%2F%c3%a9%25?a=%26" + REST)
        .pass("ok-target-punctuation", "9112 3.2.1", "GET {T}/v!$&'()*+,;=:@~-._?/?x" + REST)
        .pass("ok-target-4k", "9112 3", "GET {T}/" + "a".repeat(4_000) + REST)
        .pass("ok-target-double-slash", "9112 3.2.1", "GET {T}/a//b" + REST)
        .pass("ok-target-empty-query", "9112 3.2.1", "GET {T}/victim?" + REST)
        .pass("ok-absolute", "9112 3.2.2", "GET http://{H}/victim" + REST)
        .pass("ok-absolute-scheme-case", "9110 4.2.3", "GET HTTP://{H}/victim" + REST)
        .pass("ok-host-case", "9110 4.2.3", "GET {T}/victim HTTP/1.1\r\nhOST: {H}\r\n\r\n")
        .pass("ok-version-10", "9112 2.3", "GET {T}/victim HTTP/1.0\r\nHost: {H}\r\n\r\n")
        .pass(
            "ok-version-10-keep-alive",
            "9112 9.3",
            "GET {T}/victim HTTP/1.0\r\nHost: {H}\r\nConnection: keep-alive\r\n\r\n")
        .pass("ok-options", "9110 9.3.7", "OPTIONS {T}/victim" + REST)
        .pass("ok-delete", "9110 9.3.5", "DELETE {T}/victim" + REST)
        .pass(
            "ok-patch",
            "5789",
            "PATCH {T}/victim HTTP/1.1\r\nHost: {H}\r\nContent-Length: 3\r\n\r\nabc")
        .body("abc")
        .pass("ok-unknown-method", "9110 9.1", "BREW {T}/victim" + REST)
        .pass("ok-connection-close", "9112 9.6", get("Connection: close"))
        .pass("ok-te-trailers", "9110 10.1.4", get("TE: trailers", "Connection: TE"))
        .pass("ok-cookies", "6265 5.4", get("Cookie: a=b; c=d"))
        .list();
  }

  private static final String LOOK =
      "GET /look HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
}
