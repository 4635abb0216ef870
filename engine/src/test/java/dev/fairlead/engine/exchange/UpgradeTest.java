package dev.fairlead.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Method;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** WebSockets, asked for by HTTP/1.1's Upgrade or by HTTP/2's extended CONNECT. */
final class UpgradeTest {
  private final Playbook play = new Playbook();

  private Playbook asked() {
    play.route = Playbook.forward(Door.REVERSE, Endpoint.Use.HTTP_1);
    return play.whole(Asked.webSocket()).connects().forget();
  }

  private Playbook accepts(String accept) {
    return play.answers(
        101, "Connection", "Upgrade", "Upgrade", "websocket", "Sec-WebSocket-Accept", accept);
  }

  @Test
  void askedForUpgradeBecomesATunnel() {
    asked();
    accepts(Asked.ACCEPT).sends("ping").gives("pong");
    assertThat(play.told())
        .containsExactly("client upgrade 101", "client read on", "upstream write", "client write");
    assertThat(play.response().headers().toString())
        .contains("Connection: Upgrade", "Upgrade: websocket", Asked.ACCEPT);
    play.ends().completes();
    assertThat(play.told()).containsExactly("upstream finish", "flow 101", "client finish");
  }

  @Test
  void upgradeReachesTheUpstreamDespiteBeingHopByHop() {
    asked();
    assertThat(play.sent().headers().toString())
        .contains("Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Key: " + Asked.KEY);
  }

  @Test
  void upgradeNobodyAskedForIsABadGateway() {
    play.whole(Asked.get()).connects().forget();
    accepts(Asked.ACCEPT);
    assertThat(play.told()).startsWith("client respond 502").contains("upstream cancel");
    assertThat(play.flows.getFirst().failure).isNotNull();
  }

  @Test
  void wrongAcceptIsABadGateway() {
    asked();
    accepts("AAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    assertThat(play.told()).startsWith("client respond 502").contains("upstream cancel");
  }

  @Test
  void upgradeToSomethingElseIsABadGateway() {
    asked();
    play.answers(101, "Upgrade", "h2c", "Sec-WebSocket-Accept", Asked.ACCEPT);
    assertThat(play.response().status()).isEqualTo(502);
  }

  @Test
  void declinedUpgradeIsAnOrdinaryResponse() {
    asked().answers(426).gives("no").completes();
    assertThat(play.told())
        .containsExactly("client respond 426", "client write", "flow 426", "client finish");
  }

  @Test
  void upgradeToAnythingButWebSocketIsNotPassedOn() {
    play.whole(Asked.get("Connection", "Upgrade, HTTP2-Settings", "Upgrade", "h2c")).connects();
    assertThat(play.sent().headers().contains(FieldName.UPGRADE)).isFalse();
  }

  private Playbook extended() {
    play.route = Playbook.forward(Door.REVERSE, Endpoint.Use.HTTP_1);
    return play.begin(Asked.extendedConnect());
  }

  private String digest() throws Exception {
    String key = play.sent().headers().joined(FieldName.of("Sec-WebSocket-Key"));
    byte[] text =
        (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
    return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
  }

  @Test
  void extendedConnectBecomesAGetWithAKeyAndA200() throws Exception {
    extended().connects();
    assertThat(play.sent().method()).isEqualTo(Method.GET);
    assertThat(play.sent().path()).isEqualTo("/chat");
    play.forget();
    accepts(digest());
    assertThat(play.told()).startsWith("client upgrade 200");
    assertThat(play.response().headers().toString())
        .doesNotContain("Upgrade", "Connection", "Sec-WebSocket-Accept");
  }

  @Test
  void bytesBehindAnExtendedConnectWaitForThe101() throws Exception {
    extended().sends("early").connects().sends("more");
    assertThat(play.upstream().body).isEmpty();
    accepts(digest());
    assertThat(play.upstream().body).hasToString("earlymore");
    assertThat(play.leaks()).isZero();
  }

  @Test
  void extendedConnectThatIsAnsweredWithout101IsABadGateway() {
    extended().sends("early").connects().answers(200);
    assertThat(play.response().status()).isEqualTo(502);
    assertThat(play.leaks()).isZero();
  }

  @Test
  void extendedConnectThatIsRefusedShowsTheRefusal() {
    extended().connects().answers(403).completes();
    assertThat(play.response().status()).isEqualTo(403);
    assertThat(play.flows).hasSize(1);
  }
}
