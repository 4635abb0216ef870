package dev.fairlead.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.filter.Filter;
import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.filter.Observer;
import dev.fairlead.engine.filter.Verdict;
import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.message.Answer;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.ResponseHead;
import dev.fairlead.engine.message.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What filters can do to an exchange, and when. */
final class FilterTest {
  private final Playbook play = new Playbook();
  private final List<String> asked = new ArrayList<>();
  private final List<FilterContext> waiting = new ArrayList<>();

  private void filter(String name, Function<FilterContext, Verdict> verdict) {
    play.filters.add(
        new Filter() {
          @Override
          public String name() {
            return name;
          }

          @Override
          public Verdict request(FilterContext exchange) {
            asked.add(name);
            return verdict.apply(exchange);
          }
        });
  }

  private void suspend(String name) {
    filter(
        name,
        exchange -> {
          waiting.add(exchange);
          return Verdict.SUSPEND;
        });
  }

  @Test
  void filtersAreAskedInOrderAndThenTheRouteIsFollowed() {
    filter("a", _ -> Verdict.CONTINUE);
    filter("b", _ -> Verdict.CONTINUE);
    play.whole(Asked.get());
    assertThat(asked).containsExactly("a", "b");
    assertThat(play.told()).containsExactly("dial origin.example");
  }

  @Test
  void refusalStopsThereAndNamesTheFilterAndCarriesItsFields() {
    Headers fields = new Headers();
    fields.add("Proxy-Authenticate", "Basic realm=\"x\"");
    filter("gate", _ -> new Verdict.Refuse(denied(), fields));
    filter("never", _ -> Verdict.CONTINUE);
    play.begin(Asked.post(4)).sends("body").ends();
    assertThat(asked).containsExactly("gate");
    assertThat(play.told())
        .containsExactly("client respond 403", "client write", "flow 403 DENIED", "client finish");
    assertThat(play.response().headers().toString()).contains("Proxy-Authenticate: Basic realm");
    assertThat(play.flows.getFirst().decidedBy).isEqualTo("gate");
    assertThat(play.leaks()).isZero();
  }

  private static Failure denied() {
    return new Failure(Failure.Kind.DENIED, "no");
  }

  @Test
  void answerIsGivenWithoutAnUpstream() {
    filter("cache", _ -> new Verdict.Respond(Answer.of(200, "text/plain", "stored")));
    play.whole(Asked.get());
    assertThat(play.dials).isEmpty();
    assertThat(play.client.body).hasToString("stored");
    assertThat(play.flows.getFirst().decidedBy).isEqualTo("cache");
    assertThat(play.flows.getFirst().failure).isNull();
  }

  @Test
  void suspendedExchangeGoesOnWhereItWas() {
    suspend("slow");
    filter("next", _ -> Verdict.CONTINUE);
    play.begin(Asked.post(4)).sends("body").ends();
    assertThat(play.told()).containsExactly("client read off");
    waiting.getFirst().resume(Verdict.CONTINUE);
    play.connects();
    assertThat(asked).containsExactly("slow", "next");
    assertThat(play.upstream().body).hasToString("body");
    assertThat(play.told()).contains("upstream finish");
  }

  @Test
  void suspendedExchangeMayBeRefused() {
    suspend("slow");
    play.begin(Asked.post(4)).sends("body").forget();
    waiting.getFirst().resume(new Verdict.Refuse(denied()));
    assertThat(play.response().status()).isEqualTo(403);
    assertThat(play.flows.getFirst().decidedBy).isEqualTo("slow");
    assertThat(play.leaks()).isZero();
  }

  @Test
  void suspendedExchangeResumesOnlyOnce() {
    suspend("slow");
    play.whole(Asked.get());
    waiting.getFirst().resume(Verdict.CONTINUE);
    waiting.getFirst().resume(Verdict.CONTINUE);
    assertThat(play.dials).hasSize(1);
  }

  @Test
  void twoFiltersMaySuspendOneAfterTheOther() {
    suspend("one");
    suspend("two");
    play.whole(Asked.get());
    waiting.getFirst().resume(Verdict.CONTINUE);
    assertThat(play.dials).isEmpty();
    waiting.getLast().resume(Verdict.CONTINUE);
    assertThat(play.dials).hasSize(1);
  }

  @Test
  void filterMaySendTheExchangeElsewhere() {
    filter(
        "steer",
        exchange -> {
          exchange.route(
              Playbook.forward(
                  exchange.route().door(),
                  Playbook.endpoint("elsewhere.example", Endpoint.Use.HTTP),
                  null,
                  Long.MAX_VALUE));
          exchange.identity("alice");
          return Verdict.CONTINUE;
        });
    play.whole(Asked.get()).connects().answers(200).completes();
    assertThat(play.told()).startsWith("dial elsewhere.example");
    assertThat(play.flows.getFirst().identity).isEqualTo("alice");
  }

  @Test
  void observerSeesTheHeadBeforeItIsWrittenAndTheEndOnce() {
    filter(
        "watch",
        exchange -> {
          exchange.observe(
              new Observer() {
                @Override
                public void response(ResponseHead head) {
                  head.headers().add("X-Seen", "yes");
                }

                @Override
                public void ended(Flow flow) {
                  asked.add("ended " + flow.status);
                }
              });
          return Verdict.CONTINUE;
        });
    play.whole(Asked.get()).connects().answers(200).completes();
    assertThat(play.response().headers().toString()).contains("X-Seen: yes");
    assertThat(asked).containsExactly("watch", "ended 200");
  }

  @Test
  void filterThatKnowsSoonerThanItThoughtIsHeard() {
    filter(
        "quick",
        exchange -> {
          exchange.resume(new Verdict.Refuse(denied()));
          return Verdict.SUSPEND;
        });
    play.whole(Asked.get());
    assertThat(play.response().status()).isEqualTo(403);
  }

  @Test
  void filterThatBreaksAfterItWaitedIsAFaultOfOurs() {
    suspend("slow");
    filter(
        "broken",
        _ -> {
          throw new IllegalStateException("broken");
        });
    play.whole(Asked.get());
    waiting.getFirst().resume(Verdict.CONTINUE);
    assertThat(play.response().status()).isEqualTo(500);
    assertThat(play.client.body.toString()).doesNotContain("IllegalState");
  }

  @Test
  void refusedRouteIsRefusedAndLocalRouteAnswered() {
    play.route = new Route.Refused(Door.FORWARD, "rule 1", denied());
    play.whole(Asked.get());
    assertThat(play.response().status()).isEqualTo(403);
    Playbook local = new Playbook();
    local.route = new Route.Local("/health", _ -> Answer.of(200, "text/plain", "ok"));
    local.whole(Asked.get());
    assertThat(local.client.body).hasToString("ok");
  }
}
