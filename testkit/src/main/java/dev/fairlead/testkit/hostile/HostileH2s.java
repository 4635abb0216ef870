package dev.fairlead.testkit.hostile;

import static dev.fairlead.testkit.hostile.H2Corpus.fields;
import static dev.fairlead.testkit.hostile.H2Corpus.get;
import static dev.fairlead.testkit.hostile.H2Corpus.post;
import static dev.fairlead.testkit.hostile.H2Corpus.with;

import dev.fairlead.testkit.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The whole corpus of requests that are downgraded from HTTP/2 to HTTP/1.1. */
public final class HostileH2s {
  private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: {H}\r\n\r\n";

  private HostileH2s() {}

  /** Every case, hostile ones first. */
  public static List<HostileH2> all() {
    return Stream.of(injections(), names(), pseudos(), hops(), lengths(), trailers(), benign())
        .flatMap(List::stream)
        .toList();
  }

  private static List<HostileH2> injections() {
    return new H2Corpus("h2-injection")
        .reject("value-crlf", "9113 8.2.1", get("x-a", "b\r\nx-c: d"))
        .reject("value-crlf-request", "9113 8.2.1", get("x-a", "b\r\n\r\n" + SMUGGLED))
        .reject("value-crlf-framing", "9113 8.2.1", get("x-a", "b\r\nContent-Length: 9"))
        .reject("value-lf", "9113 8.2.1", get("x-a", "b\nx-c: d"))
        .reject("value-cr", "9113 8.2.1", get("x-a", "b\rx-c: d"))
        .reject("value-nul", "9113 8.2.1", get("x-a", "b\0c"))
        .reject("value-lead-space", "9113 8.2.1", get("x-a", " b"))
        .reject("value-trail-space", "9113 8.2.1", get("x-a", "b "))
        .reject("value-lead-tab", "9113 8.2.1", get("x-a", "\tb"))
        .guard("value-control", "9110 5.5", get("x-a", "\u0001\u001f\u007f"))
        .reject(
            "path-crlf",
            "9113 8.3.1",
            with(":path", "/victim HTTP/1.1\r\nx-a: b\r\n\r\n" + SMUGGLED))
        .reject("path-lf", "9113 8.3.1", with(":path", "/vic\ntim"))
        .reject("path-cr", "9113 8.3.1", with(":path", "/vic\rtim"))
        .reject("path-nul", "9113 8.3.1", with(":path", "/vic\0tim"))
        .guard("path-space", "9113 8.3.1", with(":path", "/victim HTTP/1.1"))
        .guard("path-tab", "9113 8.3.1", with(":path", "/vic\ttim"))
        .guard("path-fragment", "9113 8.3.1", with(":path", "/victim#x"))
        .guard("path-high", "9113 8.3.1", with(":path", "/v\u00e9"))
        .reject(
            "method-crlf", "9113 8.3.1", with(":method", "GET /x HTTP/1.1\r\nHost: y\r\n\r\nGET"))
        .guard("method-space", "9113 8.3.1", with(":method", "GET /smuggled HTTP/1.1"))
        .reject("method-lf", "9113 8.3.1", with(":method", "GET\n"))
        .guard("method-empty", "9113 8.3.1", with(":method", ""))
        .guard("method-junk", "9110 9.1", with(":method", "GET()"))
        .reject("authority-crlf", "9113 8.3.1", with(":authority", "{H}\r\nx-a: b"))
        .reject("authority-nul", "9113 8.3.1", with(":authority", "{H}\0"))
        .guard("authority-space", "9113 8.3.1", with(":authority", "{H} evil.test"))
        .guard("authority-path", "9113 8.3.1", with(":authority", "{H}/evil"))
        .reject("scheme-crlf", "9113 8.3.1", with(":scheme", "http\r\nx-a: b"))
        .guard("scheme-url", "9113 8.3.1", with(":scheme", "http://evil.test/?"))
        .guard("scheme-unknown", "9113 8.3.1", with(":scheme", "gopher"))
        .list();
  }

  private static List<HostileH2> names() {
    return new H2Corpus("h2-names")
        .reject("name-upper", "9113 8.2", get("X-A", "b"))
        .reject("name-upper-framing", "9113 8.2", get("Content-Length", "3"))
        .reject("name-crlf", "9113 8.2.1", get("x-a: b\r\nx-c", "d"))
        .reject("name-colon", "9113 8.2.1", get("x-a:", "b"))
        .reject("name-colon-inside", "9113 8.2.1", get("x:a", "b"))
        .reject("name-space", "9113 8.2.1", get("x a", "b"))
        .reject("name-trail-space", "9113 8.2.1", get("content-length ", "3"))
        .reject("name-tab", "9113 8.2.1", get("x\ta", "b"))
        .reject("name-nul", "9113 8.2.1", get("x\0a", "b"))
        .reject("name-high", "9113 8.2.1", get("x\u00e9", "b"))
        .reject("name-delete", "9113 8.2.1", get("x\u007f", "b"))
        .guard("name-empty", "9110 5.1", get("", "b"))
        .guard("name-paren", "9110 5.1", get("x(a)", "b"))
        .guard("cookies-10k", "9113 8.2.3", get(repeated("cookie", "a=b", 10_000)))
        .guard("value-1m", "9113 10.5.1", get("x-a", "b".repeat(1 << 20)))
        .guard("fields-5k", "9113 10.5.1", get(repeated("x-a", "b", 5_000)))
        .list();
  }

  private static List<HostileH2> pseudos() {
    return new H2Corpus("h2-pseudo")
        .reject("no-method", "9113 8.3.1", with(":method", null))
        .reject("no-path", "9113 8.3.1", with(":path", null))
        .reject("no-scheme", "9113 8.3.1", with(":scheme", null))
        .reject("path-empty", "9113 8.3.1", with(":path", ""))
        .guard("path-no-slash", "9113 8.3.1", with(":path", "victim"))
        .guard("path-absolute", "9113 8.3.1", with(":path", "http://evil.test/"))
        .guard("path-asterisk", "9113 8.3.1", with(":path", "*"))
        .reject("two-paths", "9113 8.3", get(":path", "/other"))
        .reject("two-methods", "9113 8.3", get(":method", "POST"))
        .reject("two-authorities", "9113 8.3", get(":authority", "evil.test"))
        .reject("unknown-pseudo", "9113 8.3", before(":smuggled", "x"))
        .reject("status-pseudo", "9113 8.3", before(":status", "200"))
        .reject("pseudo-after-field", "9113 8.3", pseudoLast())
        .reject("authority-userinfo", "9113 8.3.1", with(":authority", "user@{H}"))
        .guard("authority-empty", "9113 8.3.1", with(":authority", ""))
        .guard("authority-host-differ", "9113 8.3.1", get("host", "evil.test"))
        .guard("authority-host-port-differ", "9113 8.3.1", get("host", "127.0.0.1:1"))
        .guard("two-hosts", "9110 7.2", get("host", "{H}", "host", "evil.test"))
        .guard("no-authority-no-host", "9113 8.3.1", with(":authority", null))
        .guard("host-bad", "9113 8.3.1", get("host", "{H}, evil.test"))
        .reject(
            "connect-with-path",
            "9113 8.5",
            fields(
                ":method", "CONNECT", ":scheme", "http", ":authority", "{H}", ":path", "/victim"))
        .reject("connect-no-authority", "9113 8.5", fields(":method", "CONNECT"))
        .reject(
            "connect-no-port", "9113 8.5", fields(":method", "CONNECT", ":authority", "127.0.0.1"))
        .guard("protocol-unasked", "8441 4", before(":protocol", "smuggle"))
        .list();
  }

  private static List<HostileH2> hops() {
    return new H2Corpus("h2-hop")
        .reject("te-chunked", "9113 8.2.2", post("transfer-encoding", "chunked"))
        .data("0\r\n\r\n" + SMUGGLED)
        .reject("te-identity", "9113 8.2.2", post("transfer-encoding", "identity"))
        .data("abc")
        .reject("connection-close", "9113 8.2.2", get("connection", "close"))
        .reject("connection-nominates", "9113 8.2.2", get("connection", "x-hop", "x-hop", "1"))
        .reject("keep-alive", "9113 8.2.2", get("keep-alive", "timeout=5"))
        .reject("proxy-connection", "9113 8.2.2", get("proxy-connection", "keep-alive"))
        .reject("upgrade", "9113 8.2.2", get("upgrade", "websocket"))
        .reject("te-gzip", "9113 8.2.2", get("te", "gzip"))
        .reject("te-trailers-more", "9113 8.2.2", get("te", "trailers, gzip"))
        .guard("http2-settings", "9113 3.1", get("http2-settings", "AAMAAABkAAQAoAAA"))
        .guard("expect-junk", "9110 10.1.1", get("expect", "x"))
        .list();
  }

  private static List<HostileH2> lengths() {
    return new H2Corpus("h2-length")
        .reject("cl-short", "9113 8.1.1", post("content-length", "3"))
        .data("abc" + SMUGGLED)
        .reject("cl-zero", "9113 8.1.1", post("content-length", "0"))
        .data(SMUGGLED)
        .reject("cl-long", "9113 8.1.1", post("content-length", "300"))
        .data("abc")
        .reject("cl-without-data", "9113 8.1.1", post("content-length", "3"))
        .reject("cl-word", "9110 8.6", post("content-length", "abc"))
        .data("abc")
        .reject("cl-plus", "9110 8.6", post("content-length", "+3"))
        .data("abc")
        .reject("cl-minus", "9110 8.6", post("content-length", "-3"))
        .data("abc")
        .reject("cl-empty", "9110 8.6", post("content-length", ""))
        .data("abc")
        .reject("cl-overflow", "9110 8.6", post("content-length", "18446744073709551619"))
        .data("abc")
        .reject("cl-differ", "9110 8.6", post("content-length", "3", "content-length", "4"))
        .data("abc")
        .reject("cl-list-differ", "9110 8.6", post("content-length", "3, 4"))
        .data("abc")
        .guard("cl-twice", "9110 8.6", post("content-length", "3", "content-length", "3"))
        .data("abc")
        .list();
  }

  private static List<HostileH2> trailers() {
    return new H2Corpus("h2-trailers")
        .reject("trailer-pseudo", "9113 8.1", post())
        .data("abc")
        .trailers(":path", "/smuggled")
        .reject("trailer-crlf", "9113 8.2.1", post())
        .data("abc")
        .trailers("x-a", "b\r\n\r\n" + SMUGGLED)
        .reject("trailer-upper", "9113 8.2", post())
        .data("abc")
        .trailers("X-A", "b")
        .reject("trailer-te", "9113 8.2.2", post())
        .data("abc")
        .trailers("transfer-encoding", "chunked")
        .guard("trailer-cl", "9110 6.5.1", post())
        .data("abc")
        .trailers("content-length", "30")
        .guard("trailer-host", "9110 6.5.1", post())
        .data("abc")
        .trailers("host", "evil.test")
        .guard("trailer-authorization", "9110 6.5.1", post())
        .data("abc")
        .trailers("authorization", "a b")
        .list();
  }

  private static List<HostileH2> benign() {
    return new H2Corpus("h2-benign")
        .pass("ok-get", "9113 8.3.1", get())
        .pass("ok-post-sized", "9113 8.1", post("content-length", "6"))
        .data("abc", "def")
        .pass("ok-post-unsized", "9113 8.1", post())
        .data("abc", "", "def")
        .pass("ok-post-looks-like-request", "9113 8.1", post())
        .data(SMUGGLED)
        .pass("ok-post-looks-chunked", "9113 8.1", post())
        .data("0\r\n\r\n", SMUGGLED)
        .pass("ok-post-empty", "9113 8.1", post("content-length", "0"))
        .pass("ok-trailers", "9113 8.1", post())
        .data("abc")
        .trailers("x-sum", "1")
        .pass("ok-te-trailers", "9113 8.2.2", get("te", "trailers"))
        .pass("ok-host-same", "9113 8.3.1", get("host", "{H}"))
        .pass("ok-host-alone", "9113 8.3.1", hostAlone())
        .pass(
            "ok-cookie-crumbs",
            "9113 8.2.3",
            get("cookie", "a=b", "cookie", "c=d", "cookie", "e=f"))
        .pass("ok-value-high", "9110 5.5", get("x-a", "caf\u00c3\u00a9"))
        .pass("ok-value-empty", "9110 5.5", get("x-a", ""))
        .list();
  }

  private static List<Field> hostAlone() {
    var fields = new ArrayList<>(with(":authority", null));
    fields.add(new Field("host", "{H}"));
    return fields;
  }

  private static List<Field> before(String name, String value) {
    var fields = new ArrayList<>(get());
    fields.addFirst(new Field(name, value));
    return fields;
  }

  private static List<Field> pseudoLast() {
    var fields = new ArrayList<>(with(":path", null));
    fields.add(new Field("x-a", "b"));
    fields.add(new Field(":path", "/victim"));
    return fields;
  }

  private static String[] repeated(String name, String value, int count) {
    var pairs = new String[count * 2];
    for (int i = 0; i < pairs.length; i += 2) {
      pairs[i] = name;
      pairs[i + 1] = value;
    }
    return pairs;
  }
}
