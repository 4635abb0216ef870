package dev.fairlead.testkit.hostile;

import static dev.fairlead.testkit.hostile.HostileRequest.NEXT;
import static dev.fairlead.testkit.hostile.RequestCorpus.get;
import static dev.fairlead.testkit.hostile.RequestCorpus.post;

import java.util.List;

/** Header lines: white space, control characters, names, folds, sizes. */
final class FieldRequests {
  private FieldRequests() {}

  static List<HostileRequest> lines() {
    return new RequestCorpus("field-lines")
        .reject("name-space-colon", "9112 5.1", get("X-A : b"))
        .reject("name-tab-colon", "9112 5.1", get("X-A\t: b"))
        .reject("name-inner-space", "9110 5.1", get("X A: b"))
        .reject("name-empty", "9110 5.1", get(": b"))
        .reject("name-only-space", "9110 5.1", get("X: y", " : b"))
        .reject("no-colon", "9112 5", get("X-A"))
        .reject("name-nul", "9110 5.1", get("X\0A: b"))
        .reject("name-cr", "9112 2.2", get("X\rA: b"))
        .reject("name-control", "9110 5.1", get("X\u0001A: b"))
        .reject("name-high", "9110 5.1", get("X\u00e9: b"))
        .reject("name-delete", "9110 5.1", get("X\u007f: b"))
        .reject("name-paren", "9110 5.1", get("X(A): b"))
        .reject("name-comma", "9110 5.1", get("X,A: b"))
        .reject("name-slash", "9110 5.1", get("X/A: b"))
        .reject("name-quote", "9110 5.1", get("\"X\": b"))
        .reject("name-at", "9110 5.1", get("X@A: b"))
        .reject("name-bracket", "9110 5.1", get("[X]: b"))
        .reject("name-semicolon", "9110 5.1", get("X;A: b"))
        .guard("value-nul", "9110 5.5", get("X-A: b\0c"))
        .guard("value-nul-start", "9110 5.5", get("X-A: \0"))
        .guard("value-cr", "9110 5.5", get("X-A: b\rc"))
        .guard("value-cr-field", "9110 5.5", get("X-A: b\rContent-Length: 9"))
        .guard("value-cr-end", "9112 2.2", get("X-A: b\r"))
        .guard("value-lf", "9110 5.5", get("X-A: b\nX-B: c"))
        .guard("value-lf-smuggle", "9112 2.2", get("X-A: b\n\nGET {T}/next HTTP/1.1\nHost: {H}\n"))
        .guard("value-control", "9110 5.5", get("X-A: \u0001\u0002\u001f\u007f"))
        .guard("host-nul", "9112 3.2", "GET {T}/victim HTTP/1.1\r\nHost: {H}\0\r\n\r\n")
        .guard("lines-lf", "9112 2.2", "GET {T}/victim HTTP/1.1\nHost: {H}\n\n")
        .guard("lines-lf-mixed", "9112 2.2", "GET {T}/victim HTTP/1.1\r\nHost: {H}\nX-A: b\r\n\r\n")
        .guard("end-lf", "9112 2.2", "GET {T}/victim HTTP/1.1\r\nHost: {H}\r\n\n")
        .guard(
            "end-lf-body",
            "9112 2.2",
            "POST {T}/victim HTTP/1.1\r\nHost: {H}\r\nContent-Length: 3\n\r\nabc" + NEXT)
        .guard("lines-cr", "9112 2.2", "GET {T}/victim HTTP/1.1\rHost: {H}\r\r")
        .guard("lines-cr-cr-lf", "9112 2.2", "GET {T}/victim HTTP/1.1\r\r\nHost: {H}\r\r\n\r\r\n")
        .guard("lines-lf-cr", "9112 2.2", "GET {T}/victim HTTP/1.1\n\rHost: {H}\n\r\n\r")
        .list();
  }

  static List<HostileRequest> folds() {
    return new RequestCorpus("obs-fold")
        .guard("fold-space", "9112 5.2", get("X-A: b\r\n c"))
        .guard("fold-tab", "9112 5.2", get("X-A: b\r\n\tc"))
        .guard("fold-empty", "9112 5.2", get("X-A: b\r\n "))
        .guard("fold-many", "9112 5.2", get("X-A: b\r\n c\r\n d\r\n e"))
        .guard("fold-first", "9112 2.2", "GET {T}/victim HTTP/1.1\r\n X-A: b\r\nHost: {H}\r\n\r\n")
        .guard(
            "fold-first-tab",
            "9112 2.2",
            "GET {T}/victim HTTP/1.1\r\n\tX-A: b\r\nHost: {H}\r\n\r\n")
        .guard("fold-first-blank", "9112 2.2", "GET {T}/victim HTTP/1.1\r\n \r\nHost: {H}\r\n\r\n")
        .guard("fold-host", "9112 5.2", "GET {T}/victim HTTP/1.1\r\nHost:\r\n {H}\r\n\r\n")
        .guard(
            "fold-hides-host",
            "9112 5.2",
            "GET {T}/victim HTTP/1.1\r\nHost: {H}\r\nX-A: b\r\n Host: evil.test\r\n\r\n")
        .guard("fold-colon-next-line", "9112 5.1", get("X-A\r\n : b"))
        .guard("fold-lf", "9112 5.2", get("X-A: b\n c"))
        .list();
  }

  static List<HostileRequest> sizes() {
    return new RequestCorpus("sizes")
        .guard(
            "line-64k",
            "9112 3",
            "GET {T}/" + "a".repeat(65_600) + " HTTP/1.1\r\nHost: {H}\r\n\r\n")
        .guard(
            "line-1m",
            "9112 3",
            "GET {T}/" + "a".repeat(1 << 20) + " HTTP/1.1\r\nHost: {H}\r\n\r\n")
        .guard(
            "method-64k",
            "9112 3",
            "A".repeat(65_600) + " {T}/victim HTTP/1.1\r\nHost: {H}\r\n\r\n")
        .guard("value-64k", "9110 5.4", get("X-A: " + "b".repeat(65_600)))
        .guard("value-1m", "9110 5.4", get("X-A: " + "b".repeat(1 << 20)))
        .guard("name-64k", "9110 5.4", get("X" + "a".repeat(65_600) + ": b"))
        .guard(
            "name-65536-cl",
            "9110 5.4",
            post("abc" + NEXT, "Content-Length" + "0".repeat(65_536) + ": 0", "Content-Length: 3"))
        .guard("count-10k", "9110 5.4", get("X-A: b\r\n".repeat(9_999) + "X-A: b"))
        .guard("count-1k", "9110 5.4", get("X-A: b\r\n".repeat(999) + "X-A: b"))
        .guard("empty-values", "9110 5.4", get("X-A:\r\n".repeat(300) + "X-B:"))
        .guard("cookies-many", "9110 5.4", get("Cookie: a=b\r\n".repeat(500) + "Cookie: c=d"))
        .list();
  }
}
