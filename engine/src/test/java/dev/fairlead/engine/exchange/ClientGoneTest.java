package dev.fairlead.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.filter.Filter;
import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.filter.Verdict;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.ResponseHead;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A client that leaves costs one flow record and, if there is an upstream, one cancel. */
final class ClientGoneTest {
  private final Playbook play = new Playbook();

  private void isOverOnce(String... last) {
    assertThat(play.told()).containsExactly(last);
    play.events().clientFailed(new Failure(Failure.Kind.CLIENT_GONE, "again"));
    play.tick();
    play.events().bodyEnd(null);
    play.events().clientReadComplete();
    play.events().clientWritable();
    play.sends("late");
    assertThat(play.toldExactly()).isEmpty();
    assertThat(play.flows).hasSize(1);
    assertThat(play.leaks()).isZero();
  }

  @Test
  void whileAFilterWaitsNothingIsDialledAfterwards() {
    List<FilterContext> waiting = new ArrayList<>();
    play.filters.add(suspending(waiting));
    play.begin(Asked.post(4)).sends("held").leaves();
    isOverOnce("client read off", "flow 499 CLIENT_GONE");
    waiting.getFirst().resume(Verdict.CONTINUE);
    assertThat(play.toldExactly()).isEmpty();
  }

  static Filter suspending(List<FilterContext> waiting) {
    return new Filter() {
      @Override
      public String name() {
        return "slow";
      }

      @Override
      public Verdict request(FilterContext exchange) {
        waiting.add(exchange);
        return Verdict.SUSPEND;
      }
    };
  }

  @Test
  void whileDiallingTheDialIsCancelled() {
    play.begin(Asked.post(8)).sends("held").forget().leaves();
    isOverOnce("dial cancel", "flow 499 CLIENT_GONE");
  }

  @Test
  void whileSendingTheUpstreamIsCancelled() {
    play.begin(Asked.post(8)).connects().sends("half").forget().leaves();
    isOverOnce("upstream cancel", "flow 499 CLIENT_GONE");
  }

  @Test
  void whileWaitingForTheResponseTheUpstreamIsCancelled() {
    play.whole(Asked.get()).connects().forget().leaves();
    isOverOnce("upstream cancel", "flow 499 CLIENT_GONE");
  }

  @Test
  void amidTheResponseTheStatusThatWasSentIsRecorded() {
    play.whole(Asked.get()).connects().answers(200).gives("half").forget().leaves();
    isOverOnce("upstream cancel", "flow 200 CLIENT_GONE");
  }

  @Test
  void inATunnelTheOtherSideIsCancelled() {
    play.route = Playbook.forward(Door.TUNNEL, Endpoint.Use.TUNNEL);
    play.begin(Asked.connect()).connects().gives("x").forget().leaves();
    isOverOnce("upstream cancel", "flow 200 CLIENT_GONE");
  }

  @Test
  void inAHalfClosedTunnelTheOtherSideIsCancelled() {
    play.route = Playbook.forward(Door.TUNNEL, Endpoint.Use.TUNNEL);
    play.begin(Asked.connect()).connects().ends().forget().leaves();
    isOverOnce("upstream cancel", "flow 200 CLIENT_GONE");
  }

  @Test
  void afterTheEndNothingIsCancelled() {
    play.whole(Asked.get()).connects().answers(204).completes().forget().leaves();
    isOverOnce();
    assertThat(play.upstream().cancels).isZero();
  }

  @Test
  void duringARetryTheSecondDialIsCancelled() {
    play.whole(Asked.get()).connects(true).fails(Failure.Kind.CONNECTION_BROKEN, false);
    play.forget().leaves();
    isOverOnce("dial cancel", "flow 499 CLIENT_GONE");
    assertThat(play.dials.getFirst().cancels).isZero();
  }

  @Test
  void whatAnUpstreamStillSaysIsHarmlessAndReleased() {
    play.whole(Asked.get()).connects().answers(200).leaves().forget();
    play.gives("late").interim(103).answers(200).completes();
    play.upstream().events.upstreamReadComplete();
    play.upstream().events.upstreamWritable();
    play.fails(Failure.Kind.CONNECTION_BROKEN, true);
    assertThat(play.toldExactly()).isEmpty();
    assertThat(play.flows).hasSize(1);
    assertThat(play.leaks()).isZero();
  }

  @Test
  void whatAnUpstreamSaysAfterACleanEndIsHarmlessAndReleased() {
    play.whole(Asked.get()).connects().answers(200).completes().forget();
    play.gives("late").completes().fails(Failure.Kind.CONNECTION_BROKEN, false);
    assertThat(play.toldExactly()).isEmpty();
    assertThat(play.leaks()).isZero();
  }

  @Test
  void anUpstreamThatConnectsTooLateIsGivenUp() {
    play.whole(Asked.get()).leaves().forget();
    play.upstream().over = false;
    play.connects();
    assertThat(play.told()).containsExactly("upstream cancel");
  }

  @Test
  void bytesHeldForADialAreReleasedWhenItFails() {
    play.begin(Asked.post(Body.UNKNOWN)).sends("a").sends("b");
    play.fails(Failure.Kind.CONNECTION_REFUSED, true);
    assertThat(play.leaks()).isZero();
    assertThat(play.flows).hasSize(1);
  }

  @Test
  void anUpstreamThatBreaksInATunnelBreaksTheClient() {
    play.route = Playbook.forward(Door.TUNNEL, Endpoint.Use.TUNNEL);
    play.begin(Asked.connect()).connects().forget();
    play.fails(Failure.Kind.CONNECTION_BROKEN, false);
    assertThat(play.told())
        .containsExactly("flow 200 CONNECTION_BROKEN", "client abort CONNECTION_BROKEN");
    assertThat(play.upstream().cancels).isZero();
  }

  @Test
  void aSecondResponseHeadIsIgnored() {
    play.whole(Asked.get()).connects().answers(200).forget();
    play.upstream()
        .events
        .response(new ResponseHead(500, "", HttpVersion.HTTP_1_1, new Headers(), 0));
    assertThat(play.told()).isEmpty();
  }
}
