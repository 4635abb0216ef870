package dev.fairlead.testkit.hostile;

import static dev.fairlead.testkit.hostile.HostileRequest.SMUGGLED;

import java.util.List;

/** Request lines: versions, white space, methods, and what comes before them. */
final class StartLineRequests {
  private static final String REST = "\r\nHost: {H}\r\n\r\n";

  private StartLineRequests() {}

  static List<HostileRequest> versions() {
    return new RequestCorpus("version")
        .guard("version-1.25", "9112 2.3", "GET {T}/victim HTTP/1.25" + REST)
        .guard("version-1.2", "9112 2.3", "GET {T}/victim HTTP/1.2" + REST)
        .guard("version-2.0", "9112 2.3", "GET {T}/victim HTTP/2.0" + REST)
        .guard("version-3", "9112 2.3", "GET {T}/victim HTTP/3" + REST)
        .guard("version-0.9-named", "9112 2.3", "GET {T}/victim HTTP/0.9" + REST)
        .guard("version-01.1", "9112 2.3", "GET {T}/victim HTTP/01.1" + REST)
        .guard("version-1", "9112 2.3", "GET {T}/victim HTTP/1" + REST)
        .guard("version-1.", "9112 2.3", "GET {T}/victim HTTP/1." + REST)
        .guard("version-comma", "9112 2.3", "GET {T}/victim HTTP/1,1" + REST)
        .guard("version-lower", "9112 2.3", "GET {T}/victim http/1.1" + REST)
        .guard("version-mixed", "9112 2.3", "GET {T}/victim HtTP/1.1" + REST)
        .guard("version-other", "9112 2.3", "GET {T}/victim ICY/1.1" + REST)
        .guard("version-space", "9112 2.3", "GET {T}/victim HTTP/ 1.1" + REST)
        .guard("version-space-dot", "9112 2.3", "GET {T}/victim HTTP/1 .1" + REST)
        .guard("version-trail-junk", "9112 2.3", "GET {T}/victim HTTP/1.1x" + REST)
        .guard("version-nul", "9112 2.3", "GET {T}/victim HTTP/1.1\0" + REST)
        .guard("version-minus", "9112 2.3", "GET {T}/victim HTTP/-1.1" + REST)
        .guard("version-none", "9112 2.3", "GET {T}/victim" + REST)
        .guard("version-0.9", "9112 2.3", "GET {T}/victim\r\n")
        .guard("version-0.9-suffix", "9112 2.3", "GET {T}/victim\r\n" + SMUGGLED)
        .list();
  }

  static List<HostileRequest> lines() {
    return new RequestCorpus("request-line")
        .guard("line-two-spaces", "9112 3", "GET  {T}/victim HTTP/1.1" + REST)
        .guard("line-two-spaces-version", "9112 3", "GET {T}/victim  HTTP/1.1" + REST)
        .guard("line-tab", "9112 3", "GET\t{T}/victim\tHTTP/1.1" + REST)
        .guard("line-vertical-tab", "9112 3", "GET\u000b{T}/victim\u000bHTTP/1.1" + REST)
        .guard("line-form-feed", "9112 3", "GET\f{T}/victim HTTP/1.1" + REST)
        .guard("line-cr-space", "9112 3", "GET\r{T}/victim HTTP/1.1" + REST)
        .guard("line-trail-space", "9112 3", "GET {T}/victim HTTP/1.1 " + REST)
        .guard("line-trail-tab", "9112 3", "GET {T}/victim HTTP/1.1\t" + REST)
        .guard("line-lead-space", "9112 3", " GET {T}/victim HTTP/1.1" + REST)
        .guard("line-lead-tab", "9112 3", "\tGET {T}/victim HTTP/1.1" + REST)
        .guard("line-only-method", "9112 3", "GET" + REST)
        .guard("line-no-target", "9112 3", "GET HTTP/1.1" + REST)
        .guard("line-empty-target", "9112 3", "GET  HTTP/1.1" + REST)
        .guard("line-lf", "9112 2.2", "GET {T}/victim HTTP/1.1\nHost: {H}\r\n\r\n")
        .guard("line-colon-first", "9112 3", ": {T}/victim HTTP/1.1" + REST)
        .guard("line-nul-first", "9112 3", "\0GET {T}/victim HTTP/1.1" + REST)
        .guard("line-bom", "9112 3", "\u00ef\u00bb\u00bfGET {T}/victim HTTP/1.1" + REST)
        .guard("line-response", "9112 3", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        .guard("line-garbage", "9112 3", "\u0016\u0003\u0001\0\u00a5\u0001\0\0\u00a1\r\n\r\n")
        .guard("lead-lf", "9112 2.2", "\nGET {T}/victim HTTP/1.1" + REST)
        .guard("lead-cr", "9112 2.2", "\rGET {T}/victim HTTP/1.1" + REST)
        .guard("lead-crlf-many", "9112 2.2", "\r\n".repeat(50) + "GET {T}/victim HTTP/1.1" + REST)
        .guard("lead-space-crlf", "9112 2.2", " \r\nGET {T}/victim HTTP/1.1" + REST)
        .list();
  }

  static List<HostileRequest> methods() {
    return new RequestCorpus("method")
        .guard("method-nul", "9110 9.1", "G\0ET {T}/victim HTTP/1.1" + REST)
        .guard("method-control", "9110 9.1", "G\u0001ET {T}/victim HTTP/1.1" + REST)
        .guard("method-high", "9110 9.1", "G\u00cbT {T}/victim HTTP/1.1" + REST)
        .guard("method-paren", "9110 9.1", "GET() {T}/victim HTTP/1.1" + REST)
        .guard("method-slash", "9110 9.1", "GET/ {T}/victim HTTP/1.1" + REST)
        .guard("method-quote", "9110 9.1", "\"GET\" {T}/victim HTTP/1.1" + REST)
        .guard("method-colon", "9110 9.1", "GET: {T}/victim HTTP/1.1" + REST)
        .guard("method-comma", "9110 9.1", "GET,POST {T}/victim HTTP/1.1" + REST)
        .guard("method-at", "9110 9.1", "G@T {T}/victim HTTP/1.1" + REST)
        .guard("method-cr", "9112 2.2", "GE\rT {T}/victim HTTP/1.1" + REST)
        .guard("method-lower", "9110 9.1", "get {T}/victim HTTP/1.1" + REST)
        .guard("method-http", "9110 9.1", "HTTP/1.1 {T}/victim HTTP/1.1" + REST)
        .guard("method-pri", "9113 3.4", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
        .list();
  }
}
