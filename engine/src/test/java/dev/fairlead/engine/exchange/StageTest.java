package dev.fairlead.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.filter.BodyFlow;
import dev.fairlead.engine.filter.BodyStage;
import dev.fairlead.engine.filter.Filter;
import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.filter.Observer;
import dev.fairlead.engine.filter.Verdict;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure.Kind;
import dev.fairlead.engine.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The steps that filters put into the way of bodies. */
final class StageTest {
  private final Playbook play = new Playbook();

  private void filter(Consumer<FilterContext> installs) {
    play.filters.add(
        new Filter() {
          @Override
          public String name() {
            return "installer";
          }

          @Override
          public Verdict request(FilterContext exchange) {
            installs.accept(exchange);
            return Verdict.CONTINUE;
          }
        });
  }

  private Gate request(boolean holdsHead) {
    Gate gate = new Gate(holdsHead);
    filter(exchange -> exchange.requestBody(gate));
    return gate;
  }

  private Gate response(boolean holdsHead) {
    Gate gate = new Gate(holdsHead);
    filter(exchange -> exchange.responseBody(gate));
    return gate;
  }

  /** Makes letters large. */
  private static final class Capitals implements BodyStage {
    @Override
    public String filter() {
      return "capitals";
    }

    @Override
    public void chunk(ByteBuf chunk, BodyFlow next) {
      String text = chunk.toString(StandardCharsets.UTF_8).toUpperCase(Locale.ROOT);
      chunk.release();
      next.chunk(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    }
  }

  @Test
  void requestBodyIsHeldAndItsSenderToo() {
    Gate gate = request(false);
    play.begin(Asked.post(Body.UNKNOWN)).connects().forget().sends("abc");
    assertThat(play.told()).containsExactly("client read off");
    gate.open();
    play.ends();
    assertThat(play.upstream().body).hasToString("abc");
    assertThat(play.told()).containsExactly("upstream write", "client read on", "upstream finish");
  }

  @Test
  void judgedRequestReachesNobodyBeforeItPasses() {
    Gate gate = request(true);
    play.begin(Asked.post(3, "Expect", "100-continue")).sends("abc").ends();
    assertThat(play.dials).isEmpty();
    assertThat(play.told()).containsExactly("client interim 100", "client read off");
    gate.open();
    play.connects();
    assertThat(play.upstream().body).hasToString("abc");
    assertThat(play.told()).contains("upstream finish");
    assertThat(play.sent().headers().toString()).doesNotContain("Expect");
  }

  @Test
  void judgedRequestIsRefusedUnseen() {
    Gate gate = request(true);
    play.begin(Asked.post(3)).sends("abc");
    gate.refuse();
    assertThat(play.dials).isEmpty();
    assertThat(play.response().status()).isEqualTo(403);
    assertThat(play.flows.getFirst().decidedBy).isEqualTo("gate");
    assertThat(gate.releases).isEqualTo(1);
    assertThat(play.leaks()).isZero();
  }

  @Test
  void judgedRequestWithoutABodyWaitsForNothing() {
    request(true);
    play.whole(Asked.get());
    assertThat(play.dials).hasSize(1);
  }

  @Test
  void slowSenderOfAJudgedRequestIsTimedOut() {
    request(true);
    play.begin(Asked.post(3)).passes(Playbook.READ);
    assertThat(play.response().status()).isEqualTo(408);
  }

  @Test
  void whatCameBeforeTheFiltersWereDoneTakesTheSameWay() {
    FilterContext[] waiting = new FilterContext[1];
    filter(exchange -> exchange.requestBody(new Capitals()));
    play.filters.add(
        new Filter() {
          @Override
          public String name() {
            return "slow";
          }

          @Override
          public Verdict request(FilterContext exchange) {
            waiting[0] = exchange;
            return Verdict.SUSPEND;
          }
        });
    play.begin(Asked.post(Body.UNKNOWN)).sends("ab").ends();
    waiting[0].resume(Verdict.CONTINUE);
    play.connects();
    assertThat(play.upstream().body).hasToString("AB");
    assertThat(play.told()).contains("upstream finish");
  }

  @Test
  void bytesPassTheStepsInOrder() {
    Gate after = new Gate(false);
    filter(exchange -> exchange.requestBody(new Capitals()));
    filter(exchange -> exchange.requestBody(after));
    play.begin(Asked.post(Body.UNKNOWN)).connects().sends("x").ends();
    assertThat(after.seen).hasToString("X.");
  }

  @Test
  void responseHeadIsGivenAtOnceWhereNobodyJudges() {
    Gate gate = response(false);
    play.whole(Asked.get()).connects().answers(200).gives("abc");
    assertThat(play.response().status()).isEqualTo(200);
    assertThat(play.client.body).isEmpty();
    gate.open();
    assertThat(play.client.body).hasToString("abc");
  }

  @Test
  void judgedResponseIsHeldWithItsHeadAndThenGiven() {
    Gate gate = response(true);
    play.whole(Asked.get()).connects().forget().answers(200).gives("abc");
    assertThat(play.told()).containsExactly("upstream read off");
    gate.open();
    play.completes();
    assertThat(play.told())
        .containsExactly(
            "client respond 200", "client write", "upstream read on", "flow 200", "client finish");
  }

  @Test
  void judgedResponseIsReplaced() {
    Gate gate = response(true);
    play.whole(Asked.get()).connects().answers(200).gives("abc").forget();
    gate.refuse();
    assertThat(play.response().status()).isEqualTo(403);
    assertThat(play.client.body.toString()).contains("a virus");
    assertThat(play.told()).contains("upstream cancel", "flow 403 DENIED");
    assertThat(play.leaks()).isZero();
  }

  @Test
  void responseThatIsUnderWayIsCutOff() {
    Gate gate = response(false);
    play.whole(Asked.get()).connects().answers(200).gives("abc").forget();
    gate.refuse();
    assertThat(play.told())
        .containsExactly("upstream cancel", "flow 200 DENIED", "client abort DENIED");
  }

  @Test
  void endThatIsHeldLeavesTheConnectionAlone() {
    Gate gate = response(true);
    play.whole(Asked.get()).connects().answers(200).gives("abc").completes();
    play.upstream().over = true;
    play.events().clientWritable();
    gate.open();
    assertThat(play.client.body).hasToString("abc");
    assertThat(play.upstream().cancels).isZero();
    assertThat(play.told()).endsWith("flow 200", "client finish");
  }

  @Test
  void requestThatGoesOnAfterTheResponseIsGivenUpAtOnce() {
    Gate gate = response(true);
    play.begin(Asked.post(Body.UNKNOWN)).connects().answers(200).gives("abc").completes();
    assertThat(play.upstream().cancels).isEqualTo(1);
    play.sends("more");
    gate.open();
    assertThat(play.client.body).hasToString("abc");
    assertThat(play.leaks()).isZero();
  }

  @Test
  void upstreamThatBreaksBeforeTheVerdictIsABadGateway() {
    response(true);
    play.whole(Asked.get()).connects(true).answers(200).gives("abc");
    play.fails(Kind.CONNECTION_BROKEN, false);
    assertThat(play.dials).hasSize(1);
    assertThat(play.response().status()).isEqualTo(502);
    assertThat(play.leaks()).isZero();
  }

  @Test
  void observerMayPutAStepIntoTheWay() {
    filter(exchange ->
        exchange.observe(
            new Observer() {
              @Override
              public void response(ResponseHead head) {
                exchange.responseBody(new Capitals());
              }
            }));
    play.whole(Asked.get()).connects().answers(200).gives("abc").completes();
    assertThat(play.client.body).hasToString("ABC");
  }

  @Test
  void tunnelBytesPassBothWays() {
    play.route = Playbook.forward(Door.TUNNEL, Endpoint.Use.TUNNEL);
    filter(exchange -> {
      exchange.requestBody(new Capitals());
      exchange.responseBody(new Capitals());
    });
    play.begin(Asked.connect()).sends("early").connects().sends("up").gives("down");
    assertThat(play.upstream().body).hasToString("EARLYUP");
    assertThat(play.client.body).hasToString("DOWN");
  }

  @Test
  void clientThatLeavesReleasesWhatIsHeld() {
    Gate up = request(false);
    Gate down = response(false);
    play.begin(Asked.post(Body.UNKNOWN)).connects().sends("up").answers(200).gives("down");
    play.leaves();
    up.open();
    assertThat(up.releases + down.releases).isEqualTo(2);
    assertThat(play.leaks()).isZero();
  }
}
