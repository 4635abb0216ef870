package dev.fairlead.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.RequestHead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What changes in the heads that pass. */
final class HopsTest {
  private final Playbook play = new Playbook();

  private String sent(RequestHead head) {
    play.whole(head).connects();
    return play.sent().headers().toString();
  }

  private String passedBack(String... fields) {
    play.whole(Asked.get()).connects().answers(200, fields);
    return play.response().headers().toString();
  }

  private void reverse() {
    play.route = Playbook.forward(Door.REVERSE, Endpoint.Use.HTTP);
  }

  @Test
  void fieldsOfOneHopStayBehindInRequests() {
    String sent =
        sent(
            Asked.get(
                "Connection", "close, X-Mine",
                "X-Mine", "1",
                "x-mine", "2",
                "Keep-Alive", "timeout=5",
                "Proxy-Connection", "keep-alive",
                "Proxy-Authorization", "Basic eDp5",
                "Upgrade", "h2c",
                "HTTP2-Settings", "AAMAAABk",
                "X-Kept", "yes"));
    assertThat(sent).isEqualTo("X-Kept: yes\nVia: 1.1 us\n");
  }

  @Test
  void fieldsOfOneHopStayBehindInResponses() {
    String back =
        passedBack(
            "Connection", "X-Theirs",
            "X-Theirs", "1",
            "Keep-Alive", "timeout=5",
            "Proxy-Authenticate", "Basic realm=\"r\"",
            "Upgrade", "h2c",
            "Date", "Mon, 07 Nov 1994 08:49:37 GMT",
            "X-Kept", "yes");
    assertThat(back).isEqualTo("Date: Mon, 07 Nov 1994 08:49:37 GMT\nX-Kept: yes\nVia: 1.1 us\n");
  }

  @Test
  void framingCannotBeNominatedAway() {
    play.begin(Asked.post(4, "Connection", "Content-Length", "Content-Length", "4")).connects();
    assertThat(play.sent().headers().toString()).contains("Content-Length: 4");
  }

  @Test
  void connectionFieldsInSeveralLinesAllCount() {
    assertThat(sent(Asked.get("Connection", "A", "A", "1", "Connection", "B ,, C", "C", "3")))
        .isEqualTo("Via: 1.1 us\n");
  }

  @ParameterizedTest
  @CsvSource({"trailers,true", "'gzip, trailers',true", "gzip,false"})
  void onlyTrailersPassesInTe(String te, boolean passes) {
    String sent = sent(Asked.get("TE", te, "Connection", "TE"));
    assertThat(sent.contains("TE: trailers\n")).isEqualTo(passes);
    assertThat(sent).doesNotContain("gzip");
  }

  @Test
  void viaGrowsByOneLine() {
    assertThat(sent(Asked.get("Via", "1.0 a", "Via", "2 b"))).contains("Via: 1.0 a, 2 b, 1.1 us\n");
    assertThat(passed("Via", "1.0 a")).contains("Via: 1.0 a, 1.1 us\n");
  }

  private static String passed(String... fields) {
    return new HopsTest().passedBack(fields);
  }

  @ParameterizedTest
  @CsvSource({
    "1.1 us,true",
    "'1.0 a, 1.1 us (comment)',true",
    "1.1 usher,false",
    "1.1 a (us),false",
    "us,false"
  })
  void requestThatWasHereBeforeIsALoop(String via, boolean loop) {
    assertThat(play.policy().hops().isLoop(Asked.get("Via", via))).isEqualTo(loop);
  }

  @ParameterizedTest
  @CsvSource({"5,4", "1,0", "0,0", "x,x", "999999999,999999998"})
  void maxForwardsCountsDown(String asked, String expected) {
    RequestHead head = Asked.of(Method.OPTIONS, 0, "Max-Forwards", asked);
    assertThat(sent(head)).contains("Max-Forwards: " + expected + "\n");
  }

  @Test
  void forwardProxyDoesNotSayWhoAsked() {
    assertThat(sent(Asked.get("X-Forwarded-For", "10.0.0.1"))).contains("For: 10.0.0.1\n");
    assertThat(play.sent().headers().toString()).doesNotContain("192.0.2.7");
  }

  @Test
  void strangersCannotSayWhoAsked() {
    reverse();
    String sent =
        sent(
            Asked.get(
                "X-Forwarded-For", "10.0.0.1",
                "X-Forwarded-Host", "evil.example",
                "X-Forwarded-Proto", "https",
                "Forwarded", "for=10.0.0.1"));
    assertThat(sent)
        .contains(
            "X-Forwarded-For: 192.0.2.7\n",
            "X-Forwarded-Host: origin.example\n",
            "X-Forwarded-Proto: http\n",
            "Forwarded: for=192.0.2.7;host=\"origin.example\";proto=http\n")
        .doesNotContain("10.0.0.1", "evil");
  }

  @Test
  void trustedProxiesMaySayWhoAsked() {
    reverse();
    play.forwarding = new Forwarding(_ -> true);
    String sent =
        sent(
            Asked.get(
                "X-Forwarded-For", "10.0.0.1",
                "X-Forwarded-Host", "shop.example",
                "X-Forwarded-Proto", "https",
                "Forwarded", "for=10.0.0.1"));
    assertThat(sent)
        .contains(
            "X-Forwarded-For: 10.0.0.1, 192.0.2.7\n",
            "X-Forwarded-Host: shop.example\n",
            "X-Forwarded-Proto: https\n",
            "Forwarded: for=10.0.0.1, for=192.0.2.7;host=\"origin.example\";proto=http\n");
  }

  @Test
  void ipv6ClientIsQuotedInForwardedAndBareElsewhere() {
    reverse();
    play.who =
        new Client(
            1, Playbook.address("2001:db8::7", 4000), Playbook.address("2001:db8::1", 443), null);
    assertThat(sent(Asked.get()))
        .contains("X-Forwarded-For: 2001:db8::7\n", "Forwarded: for=\"[2001:db8::7]\";");
  }
}
