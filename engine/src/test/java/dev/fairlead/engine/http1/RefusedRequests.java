package dev.fairlead.engine.http1;

import static dev.fairlead.engine.message.Failure.Kind.BAD_REQUEST;
import static dev.fairlead.engine.message.Failure.Kind.FIELDS_TOO_LARGE;
import static dev.fairlead.engine.message.Failure.Kind.NOT_IMPLEMENTED;
import static dev.fairlead.engine.message.Failure.Kind.TARGET_TOO_LONG;
import static dev.fairlead.engine.message.Failure.Kind.VERSION;

import dev.fairlead.engine.message.Failure;
import java.util.ArrayList;
import java.util.List;

/** Requests that must not get through, each with the claim it stands for. */
final class RefusedRequests {
  /** A claim, the bytes as Latin-1, and what is to be answered. */
  record Case(String claim, String text, Failure.Kind kind) {
    @Override
    public String toString() {
      return claim;
    }
  }

  private final List<Case> cases = new ArrayList<>();

  static List<Case> all() {
    RefusedRequests table = new RefusedRequests();
    table.lineEnds();
    table.requestLines();
    table.targets();
    table.hosts();
    table.fields();
    table.transferEncodings();
    table.contentLengths();
    table.limits();
    return table.cases;
  }

  private void lineEnds() {
    raw("bareLfAfterRequestLine", "GET / HTTP/1.1\nHost: a\r\n\r\n");
    raw("bareLfAfterField", "GET / HTTP/1.1\r\nHost: a\n\r\n");
    raw("bareLfEndsHead", "GET / HTTP/1.1\r\nHost: a\r\n\n");
    raw("bareCrInRequestLine", "GET /\rx HTTP/1.1\r\nHost: a\r\n\r\n");
    raw("bareCrInFieldName", "GET / HTTP/1.1\r\nHost: a\r\nX\r: y\r\n\r\n");
    raw("bareCrInFieldValue", "GET / HTTP/1.1\r\nHost: a\r\nX: y\rz\r\n\r\n");
    raw("bareCrEndsField", "GET / HTTP/1.1\r\nHost: a\r\nX: y\rZ: 1\r\n\r\n");
    raw("doubledCr", "GET / HTTP/1.1\r\r\nHost: a\r\n\r\n");
    raw("nulInRequestLine", "GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n");
    raw("nulInFieldName", "GET / HTTP/1.1\r\nHost: a\r\nX\0: y\r\n\r\n");
    raw("nulInFieldValue", "GET / HTTP/1.1\r\nHost: a\r\nX: y\0\r\n\r\n");
    raw("controlInFieldValue", "GET / HTTP/1.1\r\nHost: a\r\nX: \u0001\r\n\r\n");
    raw("deleteInFieldValue", "GET / HTTP/1.1\r\nHost: a\r\nX: \u007f\r\n\r\n");
    raw("verticalTabBeforeChunked", framed("Transfer-Encoding: \u000bchunked"));
    raw("twoLeadingEmptyLines", "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
    raw("leadingBareLf", "\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
    raw("leadingBareCr", "\rGET / HTTP/1.1\r\nHost: a\r\n\r\n");
  }

  private void requestLines() {
    line("leadingSpace", " GET / HTTP/1.1");
    line("twoSpacesAfterMethod", "GET  / HTTP/1.1");
    line("twoSpacesAfterTarget", "GET /  HTTP/1.1");
    line("trailingSpace", "GET / HTTP/1.1 ");
    line("tabAfterMethod", "GET\t/ HTTP/1.1");
    line("tabAfterTarget", "GET /\tHTTP/1.1");
    line("spaceInTarget", "GET /a b HTTP/1.1");
    line("methodAlone", "GET");
    line("noVersion", "GET /");
    line("noTarget", "GET HTTP/1.1");
    line("emptyTarget", "GET  HTTP/1.1");
    line("noSpaceBeforeVersion", "GET /HTTP/1.1");
    line("methodIsNoToken", "G(T / HTTP/1.1");
    line("methodWithColon", "GET: / HTTP/1.1");
    line("methodNotAscii", "G\u00c9T / HTTP/1.1");
    line("methodOf33Bytes", "M".repeat(33) + " / HTTP/1.1");
    line("lowerCaseProtocol", "GET / http/1.1");
    line("otherProtocol", "GET / HTCPCP/1.0");
    line("versionWithTwoDigits", "GET / HTTP/1.25");
    line("versionWithTwoMajorDigits", "GET / HTTP/01.1");
    line("versionWithoutMinor", "GET / HTTP/1");
    line("versionWithComma", "GET / HTTP/1,1");
    line("versionWithLetter", "GET / HTTP/1.x");
    line("negativeVersion", "GET / HTTP/-1.1");
    raw("tlsHello", "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003");
    raw("sshBanner", "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n");
    raw("jsonIsNoMethod", "{\"method\": 1}");
    kind(VERSION, "version2InHttp1Form", "GET / HTTP/2.0\r\nHost: a\r\n\r\n");
    kind(VERSION, "version09", "GET / HTTP/0.9\r\n\r\n");
    kind(VERSION, "http2Preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
  }

  private void targets() {
    line("fragment", "GET /a#b HTTP/1.1");
    line("targetNotAscii", "GET /\u00e9 HTTP/1.1");
    line("relativePath", "GET a/b HTTP/1.1");
    line("queryOnly", "GET ?a HTTP/1.1");
    line("asteriskForGet", "GET * HTTP/1.1");
    line("asteriskWithMore", "OPTIONS *a HTTP/1.1");
    line("authorityFormForGet", "GET a.example:80 HTTP/1.1");
    line("connectWithoutPort", "CONNECT a.example HTTP/1.1");
    line("connectWithEmptyPort", "CONNECT a.example: HTTP/1.1");
    line("connectWithPortZero", "CONNECT a.example:0 HTTP/1.1");
    line("connectWithPortTooLarge", "CONNECT a.example:65536 HTTP/1.1");
    line("connectWithPortName", "CONNECT a.example:https HTTP/1.1");
    line("connectWithSignedPort", "CONNECT a.example:+443 HTTP/1.1");
    line("connectWithPath", "CONNECT /a HTTP/1.1");
    line("connectWithUri", "CONNECT http://a.example:80 HTTP/1.1");
    line("connectWithUserinfo", "CONNECT u@a.example:80 HTTP/1.1");
    line("connectWithoutHost", "CONNECT :443 HTTP/1.1");
    line("connectAsterisk", "CONNECT * HTTP/1.1");
    line("userinfoInTarget", "GET http://u:p@a.example/ HTTP/1.1");
    line("emptyUserinfoInTarget", "GET http://@a.example/ HTTP/1.1");
    line("noHostInTarget", "GET http:///a HTTP/1.1");
    line("oneSlashInTarget", "GET http:/a HTTP/1.1");
    line("backslashesInTarget", "GET http:\\\\a\\ HTTP/1.1");
    line("backslashInAuthority", "GET http://a\\@b/ HTTP/1.1");
    line("portNameInTarget", "GET http://a:http/ HTTP/1.1");
    line("schemeWithoutAuthority", "GET urn:a HTTP/1.1");
    line("schemeBeginsWithDigit", "GET 1http://a/ HTTP/1.1");
    kind(NOT_IMPLEMENTED, "ftpTarget", "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n");
    kind(NOT_IMPLEMENTED, "fileTarget", "GET file:///etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n");
  }

  private void hosts() {
    raw("noHost", "GET / HTTP/1.1\r\n\r\n");
    raw("noHostDespiteAbsoluteForm", "GET http://a/ HTTP/1.1\r\n\r\n");
    raw("noHostForConnect", "CONNECT a:443 HTTP/1.1\r\n\r\n");
    raw("twoHosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
    raw("twoEqualHosts", "GET / HTTP/1.1\r\nHost: a\r\nhOST: a\r\n\r\n");
    raw("twoHostsDespiteAbsoluteForm", "GET http://a/ HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n");
    raw("twoHostsInHttp10", "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n");
    raw("invalidHostDespiteAbsoluteForm", "GET http://a/ HTTP/1.1\r\nHost: b/c\r\n\r\n");
    for (String host :
        List.of("", "a b", "a/b", "u@a", "a:", "a:b", "a:65536", "a?", "a#", "a\\b", "a\tb")) {
      raw("host '" + host + "'", "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    }
    raw("hostNotAscii", "GET / HTTP/1.1\r\nHost: \u00e9\r\n\r\n");
    raw("hostIsUri", "GET / HTTP/1.1\r\nHost: http://a\r\n\r\n");
  }

  private void fields() {
    raw("spaceBeforeFirstField", "GET / HTTP/1.1\r\n Host: a\r\n\r\n");
    raw("tabBeforeFirstField", "GET / HTTP/1.1\r\n\tHost: a\r\n\r\n");
    field("foldedBySpace", "X: y\r\n z");
    field("foldedByTab", "X: y\r\n\tz");
    field("foldedToNothing", "X: y\r\n \r\nZ: 1");
    field("spaceBeforeColon", "X : y");
    field("tabBeforeColon", "X\t: y");
    field("spaceInName", "X Y: z");
    field("noColon", "X");
    field("emptyName", ": y");
    field("colonAlone", ":");
    field("nameNotAscii", "\u00c4: y");
    field("nameWithParenthesis", "X(: y");
    field("nameWithQuote", "\"X\": y");
    field("spaceBeforeColonOfFraming", "Content-Length : 5");
    field("foldedTransferEncoding", "Transfer-Encoding:\r\n chunked");
  }

  private void transferEncodings() {
    raw("bothFramings", framed("Transfer-Encoding: chunked\r\nContent-Length: 3"));
    raw("bothFramingsReversed", framed("Content-Length: 3\r\nTransfer-Encoding: chunked"));
    raw("bothFramingsWithEmptyLength", framed("Content-Length:\r\nTransfer-Encoding: chunked"));
    raw("chunkedTwice", framed("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"));
    raw("chunkedTwiceInList", framed("Transfer-Encoding: chunked, chunked"));
    raw("chunkedNotFinal", framed("Transfer-Encoding: chunked, identity"));
    raw("chunkedNotFinalInTwoFields", framed("Transfer-Encoding: chunked\r\nTransfer-Encoding: x"));
    raw("emptyTransferEncoding", framed("Transfer-Encoding:"));
    raw("transferEncodingOfOneComma", framed("Transfer-Encoding: ,"));
    raw("chunkedAfterComma", framed("Transfer-Encoding: ,chunked"));
    raw("chunkedBeforeComma", framed("Transfer-Encoding: chunked,"));
    raw("chunkedWithParameter", framed("Transfer-Encoding: chunked;q=1"));
    raw("chunkedWithSpacedParameter", framed("Transfer-Encoding: chunked ;q=1"));
    raw(
        "transferEncodingInHttp10",
        "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    raw(
        "bothFramingsInHttp10",
        "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n");
    raw(
        "connectWithChunks",
        "CONNECT a:1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (String coding :
        List.of(
            "gzip",
            "gzip, chunked",
            "identity",
            "xchunked",
            "chunkedx",
            "x",
            "\"chunked\"",
            "'chunked'",
            "chunked chunked",
            "chunk")) {
      kind(NOT_IMPLEMENTED, "coding " + coding, framed("Transfer-Encoding: " + coding));
    }
  }

  private void contentLengths() {
    for (String length :
        List.of(
            "",
            "+3",
            "-1",
            "-0",
            "0x3",
            "3 3",
            "3,3",
            "3, 3",
            "3;",
            "3.0",
            "1e1",
            "three",
            "\"3\"",
            "9223372036854775808",
            "18446744073709551617",
            "99999999999999999999999",
            "\u00b3",
            "3\t3",
            "_3",
            "1_0")) {
      raw("length '" + length + "'", framed("Content-Length: " + length));
    }
    raw("differingLengths", framed("Content-Length: 3\r\nContent-Length: 4"));
    raw("equalLengths", framed("Content-Length: 3\r\nContent-Length: 3"));
    raw("secondLengthEmpty", framed("Content-Length: 3\r\nContent-Length:"));
    raw("connectWithBody", "CONNECT a:1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n");
  }

  private void limits() {
    kind(TARGET_TOO_LONG, "endlessTarget", "GET /" + "a".repeat(8192));
    kind(
        TARGET_TOO_LONG, "longTarget", "GET /" + "a".repeat(8192) + " HTTP/1.1\r\nHost: a\r\n\r\n");
    kind(FIELDS_TOO_LARGE, "endlessField", "GET / HTTP/1.1\r\nX: " + "a".repeat(16 << 10));
    kind(FIELDS_TOO_LARGE, "endlessName", "GET / HTTP/1.1\r\n" + "a".repeat((16 << 10) + 1));
    kind(
        FIELDS_TOO_LARGE,
        "largeSection",
        "GET / HTTP/1.1\r\nHost: a\r\n" + ("X: " + "y".repeat(995) + "\r\n").repeat(17) + "\r\n");
    kind(
        FIELDS_TOO_LARGE,
        "manyFields",
        "GET / HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(200) + "\r\n");
  }

  private void raw(String claim, String text) {
    kind(BAD_REQUEST, claim, text);
  }

  private void line(String claim, String line) {
    kind(BAD_REQUEST, claim, line + "\r\nHost: a\r\n\r\n");
  }

  private void field(String claim, String field) {
    kind(BAD_REQUEST, claim, "GET / HTTP/1.1\r\nHost: a\r\n" + field + "\r\n\r\n");
  }

  private void kind(Failure.Kind kind, String claim, String text) {
    cases.add(new Case(claim, text, kind));
  }

  private static String framed(String fields) {
    return "POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n\r\n";
  }
}
