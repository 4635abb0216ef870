package dev.fairlead.testkit.hostile;

import static dev.fairlead.testkit.hostile.HostileRequest.NEXT;
import static dev.fairlead.testkit.hostile.Mode.FORWARD;
import static dev.fairlead.testkit.hostile.RequestCorpus.get;
import static dev.fairlead.testkit.hostile.RequestCorpus.post;

import java.util.List;

/** Connection options, Upgrade, Expect, and what follows a message. */
@SuppressWarnings("StringConcatToTextBlock") // line ends are written out
final class HopRequests {
  private HopRequests() {}

  static List<HostileRequest> nominations() {
    return new RequestCorpus("connection")
        .guard("hop-nominated", "9110 7.6.1", get("Connection: X-Hop", "X-Hop: 1"))
        .never("x-hop")
        .guard("hop-nominated-close", "9110 7.6.1", get("Connection: close, X-Hop", "X-Hop: 1"))
        .never("x-hop")
        .guard("hop-nominated-case", "9110 7.6.1", get("Connection: x-HOP", "X-hop: 1"))
        .never("x-hop")
        .guard(
            "hop-nominated-lines",
            "9110 7.6.1",
            get("Connection: keep-alive", "Connection: X-Hop", "X-Hop: 1"))
        .never("x-hop")
        .guard(
            "hop-nominated-before", "9110 7.6.1", get("X-Hop: 1", "X-Hop: 2", "Connection: x-hop"))
        .never("x-hop")
        .guard(
            "hop-keep-alive", "9110 7.6.1", get("Connection: Keep-Alive", "Keep-Alive: timeout=5"))
        .never("keep-alive")
        .guard("hop-te", "9110 10.1.4", get("Connection: TE", "TE: gzip"))
        .never("te")
        .guard("hop-te-alone", "9110 10.1.4", get("TE: gzip, trailers;q=0.5"))
        .guard("hop-proxy-connection", "9110 7.6.1", get("Proxy-Connection: keep-alive"))
        .never("proxy-connection")
        .guard(
            "hop-content-length",
            "9110 7.6.1",
            post("abcdefghij", "Connection: Content-Length", "Content-Length: 10"))
        .guard(
            "hop-transfer-encoding",
            "9110 7.6.1",
            post(
                "3\r\nabc\r\n0\r\n\r\n",
                "Connection: Transfer-Encoding",
                "Transfer-Encoding: chunked"))
        .guard("hop-host", "9110 7.6.1", get("Connection: Host"))
        .guard(
            "hop-authorization",
            "9110 7.6.1",
            get("Connection: Authorization", "Authorization: a b"))
        .guard("hop-cookie", "9110 7.6.1", get("Connection: Cookie", "Cookie: a=b"))
        .guard(
            "hop-forwarded",
            "9110 7.6.1",
            get("Connection: X-Forwarded-For", "X-Forwarded-For: 192.0.2.1"))
        .guard("hop-via", "9110 7.6.1", get("Connection: Via", "Via: 1.1 a"))
        .guard("hop-junk", "9110 7.6.1", get("Connection: \"x\", (), ;;"))
        .guard("hop-nul", "9110 5.5", get("Connection: X-Hop\0", "X-Hop: 1"))
        .guard(
            "hop-many",
            "9110 7.6.1",
            get("Connection: " + "x,".repeat(2_000) + "X-Hop", "X-Hop: 1"))
        .never("x-hop")
        .guard("proxy-authorization", "9110 11.7.2", get("Proxy-Authorization: Basic eDp5"))
        .only(FORWARD)
        .guard(
            "max-forwards-junk",
            "9110 7.6.2",
            "OPTIONS {T}/victim HTTP/1.1\r\nHost: {H}\r\nMax-Forwards: -1\r\n\r\n")
        .list();
  }

  static List<HostileRequest> upgrades() {
    return new RequestCorpus("upgrade")
        .guard(
            "upgrade-h2c",
            "9113 3.1",
            get(
                "Connection: Upgrade, HTTP2-Settings",
                "Upgrade: h2c",
                "HTTP2-Settings: AAMAAABkAAQAoAAA"))
        .never("http2-settings")
        .guard("upgrade-unknown", "9110 7.8", get("Connection: Upgrade", "Upgrade: smuggle/9"))
        .guard("upgrade-not-nominated", "9110 7.8", get("Upgrade: websocket", WS_KEY, WS_VERSION))
        .guard("upgrade-nominated-absent", "9110 7.8", get("Connection: Upgrade"))
        .guard(
            "upgrade-websocket-body",
            "6455 4.1",
            post(
                "0\r\n\r\n" + NEXT,
                "Connection: Upgrade",
                "Upgrade: websocket",
                WS_KEY,
                WS_VERSION,
                "Transfer-Encoding: chunked"))
        .guard(
            "upgrade-bad-version",
            "6455 4.2.2",
            get("Connection: Upgrade", "Upgrade: websocket", WS_KEY, "Sec-WebSocket-Version: 777")
                + NEXT)
        .guard(
            "upgrade-refused-then-data",
            "9110 7.8",
            get("Connection: Upgrade", "Upgrade: websocket", WS_KEY, WS_VERSION) + NEXT)
        .guard(
            "upgrade-10",
            "9110 7.8",
            "GET {T}/victim HTTP/1.0\r\n"
                + "Host: {H}\r\n"
                + "Connection: Upgrade\r\n"
                + "Upgrade: websocket\r\n\r\n")
        .list();
  }

  static List<HostileRequest> expects() {
    return new RequestCorpus("expect")
        .guard("expect-junk", "9110 10.1.1", get("Expect: the-unexpected"))
        .guard(
            "expect-junk-body",
            "9110 10.1.1",
            post("abc", "Expect: 100-CONTINUE, x", "Content-Length: 3"))
        .guard(
            "expect-quoted",
            "9110 10.1.1",
            post("abc", "Expect: \"100-continue\"", "Content-Length: 3"))
        .guard(
            "expect-fold", "9112 5.2", post("abc", "Expect:\r\n 100-continue", "Content-Length: 3"))
        .guard("expect-get", "9110 10.1.1", get("Expect: 100-continue"))
        .guard(
            "expect-two",
            "9110 10.1.1",
            post("abc", "Expect: 100-continue", "Expect: 100-continue", "Content-Length: 3"))
        .guard(
            "expect-obsolete-text",
            "9110 10.1.1",
            post("abc", "Expect: x 100-continue", "Content-Length: 3"))
        .list();
  }

  private static final String WS_KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
  private static final String WS_VERSION = "Sec-WebSocket-Version: 13";
}
