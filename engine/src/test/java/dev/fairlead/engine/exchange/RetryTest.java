package dev.fairlead.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Failure.Kind;
import dev.fairlead.engine.message.Method;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a request may be sent twice, and when another way is taken. */
final class RetryTest {
  private final Playbook play = new Playbook();

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS"})
  void staleConnectionIsReplacedForIdempotentMethods(String method) {
    play.whole(Asked.of(Method.of(method), 0)).connects(true).forget();
    play.fails(Kind.CONNECTION_BROKEN, false).connects().answers(200).completes();
    assertThat(play.told())
        .containsExactly(
            "dial origin.example fresh",
            "upstream send " + method + " /",
            "upstream finish",
            "client read on",
            "client respond 200",
            "flow 200",
            "client finish");
    assertThat(play.flows.getFirst().attempts).isEqualTo(2);
    assertThat(Objects.requireNonNull(play.flows.getFirst().attempt).reused).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PATCH", "get", "LOCK"})
  void staleConnectionIsABadGatewayForOtherMethods(String method) {
    play.whole(Asked.of(Method.of(method), 0)).connects(true).forget();
    play.fails(Kind.CONNECTION_BROKEN, false);
    assertThat(play.dials).hasSize(1);
    assertThat(play.response().status()).isEqualTo(502);
  }

  @Test
  void freshConnectionThatBreaksIsNotReplaced() {
    play.whole(Asked.get()).connects(false).fails(Kind.CONNECTION_BROKEN, false);
    assertThat(play.dials).hasSize(1);
    assertThat(play.response().status()).isEqualTo(502);
  }

  @Test
  void staleConnectionIsReplacedOnlyOnce() {
    play.whole(Asked.get()).connects(true).fails(Kind.CONNECTION_BROKEN, false);
    play.connects(true).fails(Kind.CONNECTION_BROKEN, false);
    assertThat(play.dials).hasSize(2);
    assertThat(play.response().status()).isEqualTo(502);
  }

  @Test
  void nothingIsSentTwiceAfterBodyBytes() {
    play.begin(Asked.of(Method.PUT, 4)).connects(true).sends("half");
    play.fails(Kind.CONNECTION_BROKEN, true);
    assertThat(play.dials).hasSize(1);
    assertThat(play.response().status()).isEqualTo(502);
  }

  @Test
  void bodyThatHadNotBegunGoesToTheSecondConnection() {
    play.begin(Asked.of(Method.PUT, 4)).connects(true).fails(Kind.CONNECTION_BROKEN, false);
    play.sends("body").ends().connects();
    assertThat(play.upstream().body).hasToString("body");
    assertThat(play.leaks()).isZero();
  }

  @Test
  void nothingIsSentTwiceAfterTheResponseBegan() {
    play.whole(Asked.get()).connects(true).answers(200).forget();
    play.fails(Kind.CONNECTION_BROKEN, true);
    assertThat(play.told())
        .containsExactly("flow 200 CONNECTION_BROKEN", "client abort CONNECTION_BROKEN");
  }

  @Test
  void unprocessedRequestIsSentAgainWhateverItsMethod() {
    play.whole(Asked.post(0)).connects(false).fails(Kind.CONNECTION_BROKEN, true).connects();
    assertThat(play.dials).hasSize(2);
    assertThat(play.sent().method()).isEqualTo(Method.POST);
  }

  @Test
  void unprocessedRequestIsSentAgainOnlyOnce() {
    play.whole(Asked.post(0)).connects(false).fails(Kind.CONNECTION_BROKEN, true);
    play.connects(false).fails(Kind.CONNECTION_BROKEN, true);
    assertThat(play.dials).hasSize(2);
    assertThat(play.response().status()).isEqualTo(502);
  }

  @Test
  void headIsChangedOnlyOnceHoweverOftenItIsSent() {
    play.whole(Asked.get("Max-Forwards", "5")).connects(true);
    play.fails(Kind.CONNECTION_BROKEN, false).connects();
    assertThat(play.sent().headers().toString())
        .contains("Via: 1.1 us\n")
        .contains("Max-Forwards: 4");
  }

  @Test
  void dialThatFailsIsNotRepeated() {
    play.whole(Asked.get()).forget().fails(Kind.CONNECTION_REFUSED, true);
    assertThat(play.told())
        .containsExactly(
            "client respond 502", "client write", "flow 502 CONNECTION_REFUSED", "client finish");
  }

  @Test
  void unreachableGatewayFallsBack() {
    fallingBack("direct.example");
    play.begin(Asked.post(4)).sends("body").ends().forget();
    play.fails(Kind.GATEWAY_UNREACHABLE, true).connects().answers(200).completes();
    assertThat(play.told()).startsWith("dial direct.example", "upstream send POST /");
    assertThat(play.upstream().body).hasToString("body");
    assertThat(play.flows.getFirst().failure).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GATEWAY_REFUSED", "CONNECTION_REFUSED", "NO_NAME", "TLS_CERTIFICATE"})
  void otherFailuresDoNotFallBack(String kind) {
    fallingBack("direct.example");
    play.whole(Asked.get()).fails(Failure.Kind.valueOf(kind), true);
    assertThat(play.dials).hasSize(1);
    assertThat(play.response().status()).isEqualTo(502);
  }

  @Test
  void fallbackThatFailsTooIsTheEnd() {
    fallingBack("direct.example");
    play.whole(Asked.get()).fails(Kind.GATEWAY_UNREACHABLE, true);
    play.fails(Kind.GATEWAY_UNREACHABLE, true);
    assertThat(play.dials).hasSize(2);
    assertThat(play.flows).hasSize(1);
  }

  @Test
  void tunnelFallsBackTooAndKeepsEarlyBytes() {
    play.route =
        Playbook.forward(
            Door.TUNNEL,
            Playbook.endpoint("gate.example", Endpoint.Use.TUNNEL),
            Playbook.endpoint("direct.example", Endpoint.Use.TUNNEL),
            Long.MAX_VALUE);
    play.begin(Asked.connect()).sends("early").fails(Kind.GATEWAY_UNREACHABLE, true).connects();
    assertThat(play.upstream().body).hasToString("early");
    assertThat(play.response().status()).isEqualTo(200);
  }

  private void fallingBack(String host) {
    play.route =
        Playbook.forward(
            Door.FORWARD,
            Playbook.endpoint("gate.example", Endpoint.Use.HTTP),
            Playbook.endpoint(host, Endpoint.Use.HTTP),
            Long.MAX_VALUE);
  }
}
