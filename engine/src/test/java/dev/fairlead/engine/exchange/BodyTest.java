package dev.fairlead.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Bodies pass as they come; no side gets ahead of the other; limits hold. */
final class BodyTest {
  private final Playbook play = new Playbook();

  @Test
  void bodyWaitsForTheUpstreamAndTheClientForBoth() {
    play.begin(Asked.post(Body.UNKNOWN)).sends("first");
    assertThat(play.told()).containsExactly("dial origin.example", "client read off");
    play.connects();
    assertThat(play.told())
        .containsExactly("upstream send POST /", "upstream write", "client read on");
    play.sends("second").ends();
    assertThat(play.told()).containsExactly("upstream write", "upstream finish");
    assertThat(play.upstream().body).hasToString("firstsecond");
  }

  @Test
  void clientIsNotReadAgainWhileTheUpstreamIsFull() {
    play.begin(Asked.post(Body.UNKNOWN)).sends("first");
    play.upstream().writable = false;
    play.forget().connects();
    assertThat(play.told())
        .containsExactly("upstream send POST /", "upstream write", "client read off");
    play.upstream().writable = true;
    play.upstream().takesMore();
    assertThat(play.told()).containsExactly("client read on");
  }

  @Test
  void fullUpstreamStopsTheClientUntilItTakesMore() {
    play.begin(Asked.post(Body.UNKNOWN)).connects().forget();
    play.upstream().writable = false;
    play.sends("a");
    assertThat(play.told()).containsExactly("upstream write", "client read off");
    play.upstream().takesMore();
    assertThat(play.told()).containsExactly("client read on");
  }

  @Test
  void fullClientStopsTheUpstreamUntilItTakesMore() {
    play.whole(Asked.get()).connects().answers(200).forget();
    play.client.writable = false;
    play.gives("a");
    assertThat(play.told()).containsExactly("client write", "upstream read off");
    play.clientTakesMore();
    assertThat(play.told()).containsExactly("upstream read on");
  }

  @Test
  void piecesOfOneReadAreFlushedOnce() {
    play.whole(Asked.get()).connects().answers(200).forget();
    play.gives("a").gives("b").upstream().events.upstreamReadComplete();
    assertThat(play.toldExactly()).containsExactly("client write", "client write", "client flush");
  }

  @Test
  void whatConnectsBetweenTwoReadsIsFlushedAtOnce() {
    play.whole(Asked.get()).forget().connects();
    assertThat(play.toldExactly()).endsWith("upstream flush");
  }

  @Test
  void trailersPassBothWays() {
    play.begin(Asked.post(Body.UNKNOWN)).sends("a");
    play.events().bodyEnd(trailer("X-Sum", "1"));
    play.connects().answers(200).gives("b").upstream().events.end(trailer("X-Total", "2"));
    assertThat(play.told()).contains("upstream finish X-Sum: 1", "client finish X-Total: 2");
  }

  private static Headers trailer(String name, String value) {
    Headers trailers = new Headers();
    trailers.add(name, value);
    return trailers;
  }

  @Test
  void declaredTooLargeBodyIsRefusedWithoutADial() {
    play.route = Playbook.limited(10);
    play.begin(Asked.post(11));
    assertThat(play.dials).isEmpty();
    assertThat(play.response().status()).isEqualTo(413);
    play.sends("what still comes").ends();
    assertThat(play.leaks()).isZero();
    assertThat(play.flows).hasSize(1);
  }

  @Test
  void bodyOfExactlyTheLimitPasses() {
    play.route = Playbook.limited(10);
    play.begin(Asked.post(Body.UNKNOWN)).connects().sends("12345").sends("67890").ends();
    assertThat(play.upstream().body).hasToString("1234567890");
    assertThat(play.flows).isEmpty();
  }

  @Test
  void countedTooLargeBodyIsRefusedAndTheUpstreamCancelled() {
    play.route = Playbook.limited(10);
    play.begin(Asked.post(Body.UNKNOWN)).connects().sends("1234567890").forget().sends("1");
    assertThat(play.told())
        .containsExactly(
            "client respond 413",
            "client write",
            "upstream cancel",
            "flow 413 BODY_TOO_LARGE",
            "client finish");
    assertThat(play.leaks()).isZero();
  }

  @Test
  void tooLargeBodyIsRefusedWhileDiallingToo() {
    play.route = Playbook.limited(10);
    play.begin(Asked.post(Body.UNKNOWN)).sends("1234567890").forget().sends("1");
    assertThat(play.told()).startsWith("client respond 413").contains("dial cancel");
    assertThat(play.leaks()).isZero();
  }

  @Test
  void tooLargeBodyAfterTheResponseBeganCutsTheClientOff() {
    play.route = Playbook.limited(1);
    play.begin(Asked.post(Body.UNKNOWN)).connects().answers(200).forget().sends("12");
    assertThat(play.told())
        .containsExactly(
            "upstream cancel", "flow 200 BODY_TOO_LARGE", "client abort BODY_TOO_LARGE");
  }

  @Test
  void responseThatEndsBeforeTheRequestIsWholeAndCancelsTheRest() {
    play.begin(Asked.post(Body.UNKNOWN)).connects().sends("a").forget();
    play.answers(403).gives("no").completes();
    assertThat(play.told())
        .containsExactly(
            "client respond 403", "client write", "upstream cancel", "flow 403", "client finish");
    play.sends("more").ends();
    assertThat(play.told()).isEmpty();
    assertThat(play.leaks()).isZero();
  }

  @Test
  void responseThatBeginsBeforeTheRequestEndedLetsItGoOn() {
    play.begin(Asked.post(Body.UNKNOWN)).connects().answers(200).gives("a").forget();
    play.sends("b").ends().gives("c").completes();
    assertThat(play.told())
        .containsExactly(
            "upstream write", "upstream finish", "client write", "flow 200", "client finish");
    assertThat(play.upstream().cancels).isZero();
  }

  @Test
  void brokenResponseHeadIsABadGatewayAndABrokenBodyAnAbort() {
    play.whole(Asked.get()).connects().answers(200).gives("half").forget();
    play.fails(Failure.Kind.CONNECTION_BROKEN, false);
    assertThat(play.told())
        .containsExactly("flow 200 CONNECTION_BROKEN", "client abort CONNECTION_BROKEN");
  }

  @Test
  void interimResponsesPassInOrderWithoutOurDate() {
    play.whole(Asked.get()).connects().forget().interim(100).interim(103);
    assertThat(play.toldExactly())
        .containsExactly(
            "client interim 100", "client flush", "client interim 103", "client flush");
    assertThat(Objects.requireNonNull(play.client.interim).headers())
        .matches(fields -> !fields.contains(FieldName.DATE));
    play.answers(200).forget().interim(103);
    assertThat(play.told()).isEmpty();
  }

  @Test
  void flowCountsBodyBytesAndTimes() {
    play.begin(Asked.post(Body.UNKNOWN)).connects().sends("12345").ends();
    play.ticks.pass(Playbook.READ);
    play.answers(200).gives("123").completes();
    var flow = play.flows.getFirst();
    assertThat(flow.requestBytes).isEqualTo(5);
    assertThat(flow.responseBytes).isEqualTo(3);
    assertThat(flow.firstByteNanos).isEqualTo(Playbook.READ.toNanos());
    assertThat(Objects.requireNonNull(flow.attempt).connectNanos).isEqualTo(2);
  }
}
