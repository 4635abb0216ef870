package dev.fairlead.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.filter.BodyFlow;
import dev.fairlead.engine.filter.BodyStage;
import dev.fairlead.engine.filter.Filter;
import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.filter.Verdict;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Headers;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who is blamed when nothing happens, and when. */
final class TimeoutTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private final Playbook play = new Playbook();

  private Playbook tunnel() {
    play.route = Playbook.forward(Door.TUNNEL, Endpoint.Use.TUNNEL);
    return play.begin(Asked.connect());
  }

  @Test
  void bodyThatStopsComingIsARequestTimeout() {
    play.begin(Asked.post(Body.UNKNOWN)).connects().sends("a").passes(Playbook.READ);
    assertThat(play.response().status()).isEqualTo(408);
    assertThat(play.upstream().cancels).isEqualTo(1);
  }

  @Test
  void bodyThatTricklesIsLeftAloneWithoutALeastRate() {
    play.begin(Asked.post(Body.UNKNOWN)).connects();
    for (int i = 0; i < 60; i++) {
      play.sends("a").passes(SECOND);
    }
    assertThat(play.flows).isEmpty();
  }

  @Test
  void bodyBelowTheLeastRateIsARequestTimeout() {
    play.timeouts = new Timeouts(Playbook.READ, Playbook.WRITE, 100, Playbook.IDLE, Duration.ZERO);
    play.begin(Asked.post(Body.UNKNOWN)).connects();
    for (int i = 0; i < 12; i++) {
      play.sends("a").passes(SECOND);
    }
    assertThat(play.response().status()).isEqualTo(408);
  }

  @Test
  void clientThatIsHeldBackIsNotBlamed() {
    play.begin(Asked.post(Body.UNKNOWN)).connects();
    play.upstream().writable = false;
    play.sends("a").passes(Playbook.READ).passes(Playbook.READ);
    assertThat(play.flows).isEmpty();
    play.passes(Playbook.FIRST_BYTE);
    assertThat(play.response().status()).isEqualTo(504);
  }

  @Test
  void clientThatWaitsForTheDialIsNotBlamed() {
    play.begin(Asked.post(Body.UNKNOWN)).passes(Playbook.READ).passes(Playbook.READ);
    assertThat(play.flows).isEmpty();
  }

  @Test
  void tunnelThatWaitsForTheDialIsNotBlamed() {
    tunnel().passes(Playbook.READ).passes(Playbook.READ).connects();
    assertThat(play.response().status()).isEqualTo(200);
  }

  @Test
  void extendedConnectWithoutAnAnswerIsTheUpstreamsFault() {
    play.route = Playbook.forward(Door.REVERSE, Endpoint.Use.HTTP_1);
    play.begin(Asked.extendedConnect()).connects().passes(Playbook.READ);
    assertThat(play.flows).isEmpty();
    play.passes(Playbook.FIRST_BYTE);
    assertThat(play.response().status()).isEqualTo(504);
  }

  @Test
  void silentUpstreamIsAGatewayTimeout() {
    play.whole(Asked.get()).connects().passes(Playbook.FIRST_BYTE.minus(SECOND));
    assertThat(play.flows).isEmpty();
    play.passes(SECOND);
    assertThat(play.response().status()).isEqualTo(504);
    assertThat(play.upstream().cancels).isEqualTo(1);
  }

  @Test
  void timeToTheFirstByteBeginsWhenTheDialEnded() {
    play.whole(Asked.get()).passes(Playbook.FIRST_BYTE).connects();
    play.passes(Playbook.FIRST_BYTE.minus(SECOND));
    assertThat(play.flows).isEmpty();
  }

  @Test
  void responseThatFallsSilentIsCutOff() {
    play.whole(Asked.get()).connects().answers(200).gives("a").forget();
    play.passes(Playbook.FIRST_BYTE);
    assertThat(play.told())
        .containsExactly(
            "upstream cancel", "flow 200 RESPONSE_TIMEOUT", "client abort RESPONSE_TIMEOUT");
  }

  @Test
  void clientThatTakesNothingIsCutOff() {
    play.client.writable = false;
    play.whole(Asked.get()).connects().answers(200).gives("a").forget().passes(Playbook.WRITE);
    assertThat(play.told())
        .containsExactly("upstream cancel", "flow 200 CLIENT_GONE", "client abort CLIENT_GONE");
  }

  @Test
  void clientThatTakesLittleIsNot() {
    play.client.writable = false;
    play.client.unsent = 1000;
    play.whole(Asked.get()).connects().answers(200).gives("a");
    for (int i = 0; i < 60; i++) {
      play.client.unsent--;
      play.passes(SECOND);
    }
    assertThat(play.flows).isEmpty();
  }

  @Test
  void idleTunnelIsCutOff() {
    tunnel().connects().passes(SECOND).sends("a").passes(Playbook.IDLE.minus(SECOND));
    assertThat(play.flows).isEmpty();
    play.gives("b").passes(Playbook.IDLE.minus(SECOND)).forget().passes(SECOND);
    assertThat(play.told())
        .containsExactly("upstream cancel", "flow 200 CLIENT_GONE", "client abort CLIENT_GONE");
  }

  @Test
  void busyTunnelEndsWithItsLifetime() {
    play.timeouts =
        new Timeouts(Playbook.READ, Playbook.WRITE, 0, Playbook.IDLE, Duration.ofSeconds(30));
    tunnel().connects();
    for (int i = 0; i < 31; i++) {
      play.sends("a").passes(SECOND);
    }
    assertThat(play.flows).hasSize(1);
    assertThat(play.upstream().cancels).isEqualTo(1);
  }

  @Test
  void tunnelWhoseRouteMovedHasAGrace() {
    tunnel().connects().tick();
    play.route =
        Playbook.forward(
            Door.TUNNEL, Playbook.endpoint("moved.example", Endpoint.Use.TUNNEL), null, 1);
    play.policy = play.policy();
    play.passes(Duration.ofSeconds(4));
    assertThat(play.flows).isEmpty();
    play.forget().passes(SECOND);
    assertThat(play.told())
        .containsExactly("upstream cancel", "flow 200 DRAINING", "client abort DRAINING");
  }

  @Test
  void tunnelWhoseRouteStaysSurvivesAReload() {
    tunnel().connects().tick();
    play.policy = play.policy();
    play.passes(Duration.ofSeconds(30));
    assertThat(play.flows).isEmpty();
  }

  @Test
  void suspendedExchangeIsTheFiltersBusiness() {
    play.filters.add(ClientGoneTest.suspending(new ArrayList<>()));
    play.whole(Asked.get()).passes(Duration.ofHours(1));
    assertThat(play.toldExactly()).isEmpty();
  }

  /** A step that keeps everything until the test lets it go. */
  private static final class Keeping implements BodyStage {
    private final List<ByteBuf> kept = new ArrayList<>();
    private boolean ended;

    @Override
    public String filter() {
      return "keeping";
    }

    @Override
    public void chunk(ByteBuf chunk, BodyFlow next) {
      kept.add(chunk);
      next.reading(false);
    }

    @Override
    public void end(@Nullable Headers trailers, BodyFlow next) {
      ended = true;
    }

    @Override
    public void release() {
      kept.forEach(ByteBuf::release);
    }
  }

  private void step(Consumer<FilterContext> steps) {
    play.filters.add(
        new Filter() {
          @Override
          public String name() {
            return "keeping";
          }

          @Override
          public Verdict request(FilterContext exchange) {
            steps.accept(exchange);
            return Verdict.CONTINUE;
          }
        });
  }

  @Test
  void silenceThatAStepMakesInAResponseIsNobodysFault() {
    Keeping keeping = new Keeping();
    step(exchange -> exchange.responseBody(keeping));
    play.whole(Asked.get()).connects().answers(200).gives("a").passes(Playbook.FIRST_BYTE);
    assertThat(play.flows).isEmpty();
    play.completes().passes(Playbook.FIRST_BYTE);
    assertThat(keeping.ended).isTrue();
    assertThat(play.flows).isEmpty();
    play.leaves();
    assertThat(play.leaks()).isZero();
  }

  @Test
  void silenceThatAStepMakesInARequestIsNobodysFault() {
    Keeping keeping = new Keeping();
    step(exchange -> exchange.requestBody(keeping));
    play.begin(Asked.post(Body.UNKNOWN)).connects().sends("a").passes(Playbook.FIRST_BYTE);
    assertThat(play.flows).isEmpty();
    play.ends().passes(Playbook.FIRST_BYTE);
    assertThat(play.flows).isEmpty();
    play.leaves();
    assertThat(play.leaks()).isZero();
  }
}
