package dev.fairlead.testkit.hostile;

import static dev.fairlead.testkit.hostile.HostileRequest.NEXT;
import static dev.fairlead.testkit.hostile.HostileRequest.SMUGGLED;
import static dev.fairlead.testkit.hostile.RequestCorpus.get;
import static dev.fairlead.testkit.hostile.RequestCorpus.post;

import java.util.List;

/** Two lengths for one body: Content-Length against itself and against Transfer-Encoding. */
final class FramingRequests {
  private static final String END = "0\r\n\r\n";
  private static final String TE = "Transfer-Encoding: chunked";

  private FramingRequests() {}

  static List<HostileRequest> lengths() {
    return new RequestCorpus("content-length")
        .reject("cl-differ", "9112 6.3", post("abcdef", "Content-Length: 3", "Content-Length: 6"))
        .reject("cl-differ-list", "9112 6.3", post("abcdef", "Content-Length: 3, 6"))
        .guard("cl-twice", "9112 6.3", post("abc", "Content-Length: 3", "Content-Length: 3"))
        .guard("cl-list-same", "9112 6.3", post("abc", "Content-Length: 3, 3"))
        .reject("cl-plus", "9112 6.3", post("abc", "Content-Length: +3"))
        .reject("cl-minus", "9112 6.3", post("abc", "Content-Length: -1"))
        .reject("cl-minus-zero", "9112 6.3", post("", "Content-Length: -0"))
        .reject("cl-hex", "9112 6.3", post("abc", "Content-Length: 0x3"))
        .reject("cl-decimal-point", "9112 6.3", post("abc", "Content-Length: 3.0"))
        .reject("cl-exponent", "9112 6.3", post("abc", "Content-Length: 3e0"))
        .reject("cl-inner-space", "9112 6.3", post("abcdefabcdef0", "Content-Length: 1 3"))
        .reject("cl-empty", "9112 6.3", post("", "Content-Length: "))
        .reject(
            "cl-empty-then-real", "9112 6.3", post("abc", "Content-Length:", "Content-Length: 3"))
        .reject("cl-word", "9112 6.3", post("abc", "Content-Length: three"))
        .reject("cl-quoted", "9112 6.3", post("abc", "Content-Length: \"3\""))
        .reject("cl-trailing-comma", "9112 6.3", post("abc", "Content-Length: 3,"))
        .reject("cl-leading-comma", "9112 6.3", post("abc", "Content-Length: ,3"))
        .reject("cl-semicolon", "9112 6.3", post("abc", "Content-Length: 3;q=1"))
        .reject("cl-underscore", "9112 6.3", post("abcdefghijkl", "Content-Length: 1_2"))
        .reject("cl-wide-digit", "9112 6.3", post("abc", "Content-Length: \u00b3"))
        .reject("cl-overflow-64", "9112 6.3", post("abc", "Content-Length: 18446744073709551619"))
        .reject("cl-overflow-63", "9112 6.3", post("abc", "Content-Length: 9223372036854775811"))
        .guard("cl-overflow-32", "9112 6.3", post("abc", "Content-Length: 4294967299"))
        .reject("cl-overflow-many", "9112 6.3", post("abc", "Content-Length: " + "9".repeat(400)))
        .guard("cl-leading-zeros", "9112 6.3", post("abc", "Content-Length: 0000000003"))
        .body("abc")
        .guard("cl-octal-look", "9112 6.3", post("abcdefghij", "Content-Length: 010"))
        .body("abcdefghij")
        .reject("cl-nul", "9110 5.5", post("abc", "Content-Length: 3\0"))
        .reject("cl-vertical-tab", "9112 6.3", post("abc", "Content-Length: \u000b3"))
        .reject("cl-form-feed", "9112 6.3", post("abc", "Content-Length: 3\f"))
        .reject("cl-name-space", "9112 5.1", post("abc", "Content-Length : 3"))
        .guard("cl-fold", "9112 5.2", post("abc", "Content-Length:\r\n 3"))
        .guard(
            "cl-underscore-name", "9112 6.3", post(NEXT, "Content_Length: 3", "Content-Length: 0"))
        .guard("cl-missing-on-post", "9112 6.3", post(""))
        .body("")
        .guard("get-cl-suffix", "9110 9.3.1", get("Content-Length: 5") + "hello")
        .body("hello")
        .guard("cl-zero-suffix", "9112 6.3", post("GARBAGE / \r\n\r\n", "Content-Length: 0"))
        .list();
  }

  static List<HostileRequest> conflicts() {
    return new RequestCorpus("cl-te")
        .guard("cl-te", "9112 6.3", post(END + SMUGGLED, "Content-Length: 6", TE))
        .guard("te-cl", "9112 6.3", post(END + SMUGGLED, TE, "Content-Length: 6"))
        .guard("cl-te-zero", "9112 6.3", post(END + SMUGGLED, "Content-Length: 0", TE))
        .guard("cl-te-exact", "9112 6.3", post("3\r\nabc\r\n" + END, "Content-Length: 13", TE))
        .guard(
            "cl-cl-te",
            "9112 6.3",
            post(END + SMUGGLED, "Content-Length: 5", "Content-Length: 5", TE))
        .reject("cl-bad-te", "9112 6.3", post(END + SMUGGLED, "Content-Length: x", TE))
        .guard(
            "cl-te-case",
            "9112 6.3",
            post(END + SMUGGLED, "content-length: 5", "TRANSFER-ENCODING: CHUNKED"))
        .guard("get-cl-te", "9112 6.3", get("Content-Length: 5", TE) + END + SMUGGLED)
        .reject(
            "te-10",
            "9112 6.1",
            "POST {T}/victim HTTP/1.0\r\nHost: {H}\r\nTransfer-Encoding: xchunked\r\n\r\n" + END)
        .guard(
            "te-10-chunked",
            "9112 6.1",
            "POST {T}/victim HTTP/1.0\r\nHost: {H}\r\nConnection: keep-alive\r\n"
                + TE
                + "\r\n\r\n"
                + END
                + SMUGGLED)
        .guard(
            "te-10-cl",
            "9112 6.1",
            "POST {T}/victim HTTP/1.0\r\nHost: {H}\r\nContent-Length: 5\r\n"
                + TE
                + "\r\n\r\n"
                + END
                + SMUGGLED)
        .list();
  }

  static List<HostileRequest> encodings() {
    return new RequestCorpus("transfer-encoding")
        .reject("te-unknown", "9112 6.3", te("xchunked"))
        .reject(
            "te-unknown-cl",
            "9112 6.3",
            post(END + NEXT, "Transfer-Encoding: xchunked", "Content-Length: 5"))
        .reject("te-identity", "9112 6.3", te("identity"))
        .reject("te-chunked-identity", "9112 6.3", te("chunked, identity"))
        .guard("te-identity-chunked", "9112 6.1", te("identity, chunked"))
        .reject("te-chunked-chunked", "9112 6.1", te("chunked, chunked"))
        .reject("te-two-lines-chunked-twice", "9112 6.1", post(END + NEXT, TE, TE))
        .reject(
            "te-two-lines-identity-last",
            "9112 6.3",
            post(END + NEXT, TE, "Transfer-Encoding: identity"))
        .guard(
            "te-two-lines-chunked-last",
            "9112 6.1",
            post(END + NEXT, "Transfer-Encoding: identity", TE))
        .guard("te-gzip-chunked", "9112 6.1", te("gzip, chunked"))
        .reject("te-chunked-gzip", "9112 6.3", te("chunked, gzip"))
        .reject("te-gzip", "9112 6.3", te("gzip"))
        .guard("te-leading-comma", "9110 5.6.1", te(",chunked"))
        .guard("te-trailing-comma", "9110 5.6.1", te("chunked,"))
        .reject("te-parameter", "9112 7", te("chunked;foo=bar"))
        .reject("te-quoted", "9112 7", te("\"chunked\""))
        .reject("te-single-quoted", "9112 7", te("'chunked'"))
        .reject("te-empty", "9112 6.3", te(""))
        .reject("te-brackets", "9112 7", te("[chunked]"))
        .reject("te-inner-space", "9112 7", te("chun ked"))
        .reject("te-space-joined", "9112 7", te("chunked identity"))
        .reject("te-vertical-tab", "9112 7", te("\u000bchunked"))
        .reject("te-form-feed", "9112 7", te("chunked\f"))
        .reject("te-nul", "9110 5.5", te("chunked\0"))
        .reject("te-backspace", "9112 7", te("\bchunked"))
        .reject("te-high-byte", "9112 7", te("\u00a0chunked"))
        .reject("te-delete", "9112 7", te("chunked\u007f"))
        .guard("te-bare-cr", "9112 2.2", te("chunked\r"))
        .guard("te-bare-cr-before", "9112 2.2", te("\rchunked"))
        .guard("te-bare-lf-field", "9112 2.2", post(END + NEXT, "X: y\nTransfer-Encoding: chunked"))
        .guard("te-fold", "9112 5.2", te("\r\n chunked"))
        .guard("te-fold-tab", "9112 5.2", te("\r\n\tchunked"))
        .guard("te-fold-list", "9112 5.2", te("identity,\r\n chunked"))
        .guard(
            "te-hidden-in-fold",
            "9112 5.2",
            post("abcde", "X: y\r\n Transfer-Encoding: chunked", "Content-Length: 5"))
        .reject("te-name-space", "9112 5.1", post(END + NEXT, "Transfer-Encoding : chunked"))
        .reject("te-name-tab", "9112 5.1", post(END + NEXT, "Transfer-Encoding\t: chunked"))
        .guard("te-name-lead-space", "9112 5.2", post(END + NEXT, " Transfer-Encoding: chunked"))
        .guard(
            "te-name-underscore",
            "9112 6.1",
            post("abcde", "Transfer_Encoding: chunked", "Content-Length: 5"))
        .reject(
            "te-name-nul",
            "9110 5.1",
            post("abcde", "Transfer-Encoding\0: chunked", "Content-Length: 5"))
        .reject(
            "te-name-control",
            "9110 5.1",
            post("abcde", "Transfer-Encoding\u0001: chunked", "Content-Length: 5"))
        .reject(
            "te-no-colon",
            "9112 5",
            post("abcde", "Transfer-Encoding chunked", "Content-Length: 5"))
        .reject(
            "te-equals", "9112 5", post("abcde", "Transfer-Encoding= chunked", "Content-Length: 5"))
        .list();
  }

  private static String te(String value) {
    return post(END + NEXT, "Transfer-Encoding: " + value);
  }
}
