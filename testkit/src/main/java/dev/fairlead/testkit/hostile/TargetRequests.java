package dev.fairlead.testkit.hostile;

import static dev.fairlead.testkit.hostile.Mode.FORWARD;
import static dev.fairlead.testkit.hostile.Mode.REVERSE;

import java.util.List;

/** Host fields, request targets and CONNECT. */
final class TargetRequests {
  private TargetRequests() {}

  static List<HostileRequest> hosts() {
    return new RequestCorpus("host")
        .reject("host-none", "9112 3.2", "GET {T}/victim HTTP/1.1\r\nX-A: b\r\n\r\n")
        .reject("host-two", "9112 3.2", hosts("{H}", "evil.test"))
        .reject("host-two-same", "9112 3.2", hosts("{H}", "{H}"))
        .reject("host-list", "9112 3.2", hosts("{H}, evil.test"))
        .reject("host-space", "9112 3.2", hosts("{H} evil.test"))
        .reject("host-userinfo", "9112 3.2", hosts("user@{H}"))
        .reject("host-path", "9112 3.2", hosts("{H}/path"))
        .reject("host-query", "9112 3.2", hosts("{H}?x"))
        .reject("host-fragment", "9112 3.2", hosts("{H}#x"))
        .reject("host-scheme", "9112 3.2", hosts("http://{H}"))
        .reject("host-port-word", "9112 3.2", hosts("127.0.0.1:http"))
        .guard("host-port-huge", "9112 3.2", hosts("127.0.0.1:99999"))
        .reject("host-port-minus", "9112 3.2", hosts("127.0.0.1:-80"))
        .reject("host-two-ports", "9112 3.2", hosts("{H}:80"))
        .reject("host-bracket-open", "9112 3.2", hosts("[::1"))
        .reject("host-bracket-name", "9112 3.2", hosts("[evil.test]"))
        .reject("host-backslash", "9112 3.2", hosts("evil\\test"))
        .reject("host-angle", "9112 3.2", hosts("<evil>"))
        .reject("host-quote", "9112 3.2", hosts("\"{H}\""))
        .reject("host-high", "9112 3.2", hosts("\u00e9vil.test"))
        .guard("host-empty", "9112 3.2", hosts(""))
        .reject(
            "host-name-space",
            "9112 5.1",
            "GET {T}/victim HTTP/1.1\r\nHost: {H}\r\nHost : evil.test\r\n\r\n")
        .guard(
            "host-lead-space-name",
            "9112 5.2",
            "GET {T}/victim HTTP/1.1\r\nHost: {H}\r\n Host: evil.test\r\n\r\n")
        .guard("host-percent", "9112 3.2", hosts("evil%2etest"))
        .guard(
            "host-mismatch",
            "9112 3.2.2",
            "GET http://{H}/victim HTTP/1.1\r\nHost: evil.test\r\n\r\n")
        .guard(
            "host-mismatch-port",
            "9112 3.2.2",
            "GET http://{H}/victim HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n")
        .reject("absolute-no-host", "9112 3.2", "GET http://{H}/victim HTTP/1.1\r\nX-A: b\r\n\r\n")
        .reject(
            "absolute-two-hosts",
            "9112 3.2",
            "GET http://{H}/victim HTTP/1.1\r\nHost: {H}\r\nHost: evil.test\r\n\r\n")
        .list();
  }

  static List<HostileRequest> forms() {
    return new RequestCorpus("target")
        .guard("absolute-userinfo", "9110 4.2.4", target("http://user:pw@{H}/victim"))
        .guard("absolute-userinfo-at", "9110 4.2.4", target("http://evil.test@{H}/victim"))
        .guard("absolute-empty-host", "9110 4.2.1", target("http:///victim"))
        .guard("absolute-one-slash", "9112 3.2.2", target("http:/{H}/victim"))
        .guard("absolute-no-slash", "9112 3.2.2", target("http:{H}/victim"))
        .guard("absolute-three-slashes", "9112 3.2.2", target("http:///{H}/victim"))
        .guard("absolute-bad-port", "9112 3.2.2", target("http://127.0.0.1:9x/victim"))
        .guard("absolute-huge-port", "9112 3.2.2", target("http://127.0.0.1:99999/victim"))
        .guard("absolute-wrap-port", "9112 3.2.2", target("http://127.0.0.1:4295032832/victim"))
        .guard("absolute-other-scheme", "9112 3.2.2", target("gopher://{H}/victim"))
        .guard("absolute-file", "9112 3.2.2", target("file:///etc/passwd"))
        .guard("absolute-javascript", "9112 3.2.2", target("javascript:alert(1)"))
        .guard("absolute-backslash", "9112 3.2.2", target("http:\\\\{H}\\victim"))
        .guard("absolute-bracket", "9112 3.2.2", target("http://[::1/victim"))
        .guard("absolute-nested", "9112 3.2.2", target("http://{H}/http://evil.test/"))
        .guard("absolute-in-origin-form", "9112 3.2.1", target("/http://evil.test/"))
        .only(REVERSE)
        .guard("authority-form-get", "9112 3.2.3", target("{H}"))
        .guard("asterisk-get", "9112 3.2.4", target("*"))
        .guard("asterisk-path", "9112 3.2.4", "OPTIONS *x HTTP/1.1\r\nHost: {H}\r\n\r\n")
        .guard("no-slash", "9112 3.2.1", target("victim"))
        .guard("relative-dots", "9112 3.2.1", target("../victim"))
        .guard("query-only", "9112 3.2.1", target("?victim"))
        .guard("double-slash", "9112 3.2.1", target("//evil.test/victim"))
        .only(REVERSE)
        .guard("fragment", "9112 3.2", target("{T}/victim#part"))
        .guard("nul-in-target", "9112 3.2", target("{T}/vic\0tim"))
        .guard("control-in-target", "9112 3.2", target("{T}/vic\u0001tim"))
        .guard("delete-in-target", "9112 3.2", target("{T}/vic\u007ftim"))
        .guard("cr-in-target", "9112 2.2", target("{T}/vic\rtim"))
        .guard("lf-in-target", "9112 2.2", target("{T}/vic\ntim"))
        .guard("tab-in-target", "9112 3", target("{T}/vic\ttim"))
        .guard("space-in-target", "9112 3", target("{T}/vic tim"))
        .guard("space-version-in-target", "9112 3", target("{T}/victim HTTP/1.1 /other"))
        .guard(
            "encoded-crlf",
            "9112 11.1",
            target("{T}/victim%0d%0aX-A:%20b%0d%0a%0d%0aGET%20/smuggled%20HTTP/1.1"))
        .list();
  }

  static List<HostileRequest> connects() {
    return new RequestCorpus("connect")
        .reject("connect-no-port", "9110 9.3.6", connect("127.0.0.1"))
        .reject("connect-empty-port", "9110 9.3.6", connect("127.0.0.1:"))
        .reject("connect-port-zero", "9110 9.3.6", connect("127.0.0.1:0"))
        .reject("connect-port-huge", "9110 9.3.6", connect("127.0.0.1:65536"))
        .reject("connect-port-wrap", "9110 9.3.6", connect("127.0.0.1:4294967376"))
        .reject("connect-port-word", "9110 9.3.6", connect("127.0.0.1:https"))
        .reject("connect-port-minus", "9110 9.3.6", connect("127.0.0.1:-1"))
        .reject("connect-two-ports", "9110 9.3.6", connect("{H}:443"))
        .reject("connect-absolute", "9112 3.2.3", connect("http://{H}/"))
        .reject("connect-path", "9112 3.2.3", connect("{H}/path"))
        .reject("connect-origin-form", "9112 3.2.3", connect("/victim"))
        .reject("connect-asterisk", "9112 3.2.3", connect("*"))
        .reject("connect-userinfo", "9112 3.2.3", connect("user@{H}"))
        .reject("connect-empty-host", "9112 3.2.3", connect(":{P}"))
        .reject("connect-bracket", "9112 3.2.3", connect("[::1:{P}"))
        .reject("connect-bare-v6", "9112 3.2.3", connect("::1:{P}"))
        .reject("connect-nul", "9112 3.2.3", connect("127.0.0.1\0:{P}"))
        .reject("connect-no-host-field", "9112 3.2", "CONNECT {H} HTTP/1.1\r\nX-A: b\r\n\r\n")
        .guard("connect-reverse", "9110 9.3.6", connect("{H}"))
        .only(REVERSE)
        .guard(
            "connect-host-mismatch",
            "9112 3.2.3",
            "CONNECT {H} HTTP/1.1\r\nHost: evil.test:443\r\n\r\n")
        .only(FORWARD)
        .list();
  }

  private static String hosts(String... values) {
    var text = new StringBuilder("GET {T}/victim HTTP/1.1\r\n");
    for (String value : values) text.append("Host: ").append(value).append("\r\n");
    return text.append("\r\n").toString();
  }

  private static String target(String target) {
    return "GET " + target + " HTTP/1.1\r\nHost: {H}\r\n\r\n";
  }

  private static String connect(String target) {
    return "CONNECT " + target + " HTTP/1.1\r\nHost: {H}\r\n\r\n";
  }
}
