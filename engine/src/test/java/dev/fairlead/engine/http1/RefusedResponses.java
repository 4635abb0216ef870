package dev.fairlead.engine.http1;

import static dev.fairlead.engine.message.Failure.Kind.BAD_RESPONSE;
import static dev.fairlead.engine.message.Failure.Kind.RESPONSE_FIELDS_TOO_LARGE;

import dev.fairlead.engine.http1.RefusedRequests.Case;
import dev.fairlead.engine.message.Failure;
import java.util.ArrayList;
import java.util.List;

/** Answers to GET (without Upgrade) that must not get through, each with its claim. */
final class RefusedResponses {
  private final List<Case> cases = new ArrayList<>();

  static List<Case> all() {
    RefusedResponses table = new RefusedResponses();
    table.lines();
    table.fields();
    table.framing();
    table.limits();
    return table.cases;
  }

  private void lines() {
    for (String line :
        List.of(
            "HTTP/1.1",
            "HTTP/1.1 ",
            "HTTP/1.1 20",
            "HTTP/1.1 2000 OK",
            "HTTP/1.1 200OK",
            "HTTP/1.1  200 OK",
            "HTTP/1.1\t200 OK",
            "HTTP/1.1 200\tOK",
            "HTTP/1.1 abc OK",
            "HTTP/1.1 -20 OK",
            "HTTP/1.1 +20 OK",
            "HTTP/1.1 099 OK",
            "HTTP/1.1 000 OK",
            "HTTP/1.1 600 OK",
            "HTTP/1.1 2x0 OK",
            "HTTP/1.1 20 OK",
            "HTTP/2.0 200 OK",
            "HTTP/0.9 200 OK",
            "HTTP/1.10 200 OK",
            "HTTP/1. 200 OK",
            "HTTP/1.x 200 OK",
            "http/1.1 200 OK",
            "HTTP 200 OK",
            "ICY 200 OK",
            " HTTP/1.1 200 OK",
            "200 OK",
            "HTTP/1.1 101 Switching Protocols")) {
      raw("line '" + line + "'", line + "\r\nContent-Length: 0\r\n\r\n");
    }
    raw("emptyLineBefore", "\r\nHTTP/1.1 200 OK\r\n\r\n");
    raw("bareLfAfterStatusLine", "HTTP/1.1 200 OK\nContent-Length: 0\r\n\r\n");
    raw("bareCrInReason", "HTTP/1.1 200 O\rK\r\nContent-Length: 0\r\n\r\n");
    raw("nulInReason", "HTTP/1.1 200 O\0K\r\nContent-Length: 0\r\n\r\n");
    raw("htmlWithoutHead", "<html><body>hello</body></html>");
  }

  private void fields() {
    raw("spaceBeforeFirstField", "HTTP/1.1 200 OK\r\n X: y\r\n\r\n");
    field("spaceBeforeColon", "X : y");
    field("tabBeforeColon", "X\t: y");
    field("spaceBeforeColonOfFraming", "Content-Length : 5");
    field("folded", "X: y\r\n z");
    field("foldedByTab", "X: y\r\n\tz");
    field("emptyName", ": y");
    field("noColon", "X");
    field("bareCrInValue", "X: y\rz");
    field("bareCrSplitsResponse", "X: y\rSet-Cookie: z");
    field("bareLfInValue", "X: y\nSet-Cookie: z");
    field("nulInValue", "X: \0");
    field("deleteInValue", "X: \u007f");
  }

  private void framing() {
    field("bothFramings", "Transfer-Encoding: chunked\r\nContent-Length: 3");
    field("bothFramingsReversed", "Content-Length: 3\r\nTransfer-Encoding: chunked");
    field("chunkedTwice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked");
    for (String coding :
        List.of(
            "",
            ",",
            "chunked, chunked",
            "chunked, gzip",
            "gzip, chunked",
            "gzip",
            "identity",
            "xchunked",
            "chunked;x",
            "chunked,",
            "\"chunked\"",
            "chunked x")) {
      field("coding '" + coding + "'", "Transfer-Encoding: " + coding);
    }
    raw("transferEncodingInHttp10", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    raw("transferEncodingOn304InHttp10", "HTTP/1.0 304 x\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (String length :
        List.of("", "+3", "-1", "0x3", "3 3", "3,3", "3, 3", "1e1", "x", "9223372036854775808")) {
      field("length '" + length + "'", "Content-Length: " + length);
      raw(
          "length on 304 '" + length + "'",
          "HTTP/1.1 304 Not Modified\r\nContent-Length: " + length + "\r\n\r\n");
    }
    field("differingLengths", "Content-Length: 3\r\nContent-Length: 4");
    field("equalLengths", "Content-Length: 3\r\nContent-Length: 3");
  }

  private void limits() {
    kind(RESPONSE_FIELDS_TOO_LARGE, "endlessReason", "HTTP/1.1 200 " + "a".repeat(8192));
    kind(
        RESPONSE_FIELDS_TOO_LARGE, "endlessField", "HTTP/1.1 200 OK\r\nX: " + "a".repeat(16 << 10));
    kind(
        RESPONSE_FIELDS_TOO_LARGE,
        "manyFields",
        "HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(201) + "\r\n");
  }

  private void raw(String claim, String text) {
    kind(BAD_RESPONSE, claim, text);
  }

  private void field(String claim, String field) {
    kind(BAD_RESPONSE, claim, "HTTP/1.1 200 OK\r\n" + field + "\r\n\r\n");
  }

  private void kind(Failure.Kind kind, String claim, String text) {
    cases.add(new Case(claim, text, kind));
  }
}
