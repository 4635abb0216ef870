package dev.fairlead.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.flow.Attempt;
import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Failure.Kind;
import dev.fairlead.engine.message.Lease;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.Route;
import dev.fairlead.engine.message.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Several targets: when an exchange tries the next, and what it tells of the last. */
final class TargetsTest {
  private final Playbook play = new Playbook();
  private final List<String> told = new ArrayList<>();
  private int left = 3;
  private long replay;

  /** One target after the other: a.example, b.example, c.example. */
  private final class Row implements Targets {
    @Override
    public @Nullable Lease first(RequestHead request, Client client) {
      return left == 0 ? null : new Place((char) ('a' + 3 - left--));
    }

    @Override
    public @Nullable Lease next(RequestHead request, Client client, Lease failed, Failure why) {
      return first(request, client);
    }

    @Override
    public boolean rejects(int status) {
      return status == 503;
    }

    @Override
    public long replayLimit() {
      return replay;
    }

    @Override
    public boolean leadTo(Endpoint endpoint) {
      return true;
    }
  }

  private final class Place implements Lease {
    private final char name;

    private Place(char name) {
      this.name = name;
    }

    @Override
    public Endpoint endpoint() {
      return Playbook.endpoint(name + ".example", Endpoint.Use.HTTP);
    }

    @Override
    public void responded(int status, long nanos) {
      told.add(name + " " + status);
    }

    @Override
    public void failed(Failure failure) {
      told.add(name + " " + failure.kind());
    }

    @Override
    public void ended() {
      told.add(name + " ended");
    }
  }

  private Playbook begin(RequestHead request) {
    Route.Rewrite rewrite = new Route.Rewrite("", "", false);
    play.route =
        new Route.Forward(
            Door.REVERSE, "test", new Row(), rewrite, Playbook.FIRST_BYTE, Long.MAX_VALUE);
    return play.begin(request);
  }

  private Playbook whole(RequestHead request) {
    begin(request);
    return play.ends();
  }

  @Test
  void targetThatCannotBeReachedIsFollowedByTheNext() {
    whole(Asked.post(0)).fails(Kind.CONNECTION_REFUSED, true).connects().answers(200).completes();
    assertThat(told).containsExactly("a CONNECTION_REFUSED", "a ended", "b 200", "b ended");
    assertThat(Objects.requireNonNull(play.sent().authority())).hasToString("b.example");
  }

  @Test
  void noTargetIsAnAnswer() {
    left = 0;
    whole(Asked.get());
    assertThat(play.response().status()).isEqualTo(503);
    assertThat(told).isEmpty();
  }

  @Test
  void lastFailureIsTheAnswerWhenNoneIsLeft() {
    whole(Asked.get());
    for (int i = 0; i < 3; i++) {
      play.fails(Kind.CONNECTION_REFUSED, true);
    }
    assertThat(play.response().status()).isEqualTo(502);
    assertThat(told).endsWith("c CONNECTION_REFUSED", "c ended");
  }

  @Test
  void brokenExchangeGoesElsewhereOnlyIfItsMethodIsIdempotent() {
    whole(Asked.get()).connects().fails(Kind.CONNECTION_BROKEN, false);
    assertThat(play.dials).hasSize(2);
    TargetsTest other = new TargetsTest();
    other.whole(Asked.post(0)).connects().fails(Kind.CONNECTION_BROKEN, false);
    assertThat(other.play.dials).hasSize(1);
    assertThat(other.play.response().status()).isEqualTo(502);
  }

  @Test
  void rejectedStatusGoesElsewhereAndTheClientNeverSeesIt() {
    whole(Asked.get()).connects().forget().answers(503);
    FakeUpstream first = play.dials.getFirst();
    play.connects().answers(200).completes();
    assertThat(first.cancels).isEqualTo(1);
    assertThat(play.response().status()).isEqualTo(200);
    assertThat(told).containsExactly("a 503", "a BAD_RESPONSE", "a ended", "b 200", "b ended");
    Attempt last = Objects.requireNonNull(play.flows.getFirst().attempt);
    assertThat(Objects.requireNonNull(last.previous).status).isEqualTo(503);
  }

  @Test
  void rejectedStatusIsTheAnswerWhereThereIsNoOther() {
    left = 1;
    whole(Asked.get()).connects().answers(503).gives("busy").completes();
    assertThat(play.response().status()).isEqualTo(503);
    assertThat(play.client.body).hasToString("busy");
    assertThat(play.upstream().cancels).isZero();
  }

  @Test
  void rejectedStatusOfAPostIsTheAnswer() {
    whole(Asked.post(0)).connects().answers(503);
    assertThat(play.dials).hasSize(1);
    assertThat(play.response().status()).isEqualTo(503);
  }

  @Test
  void keptBodyIsSentAgain() {
    replay = 100;
    begin(Asked.of(Method.PUT, 6)).connects().sends("abc");
    play.fails(Kind.CONNECTION_BROKEN, false).connects().sends("def").ends();
    assertThat(play.upstream().body).hasToString("abcdef");
    play.answers(200).completes();
    assertThat(play.replay.used()).isZero();
    assertThat(play.leaks()).isZero();
  }

  @Test
  void bodyThatIsTooLongToKeepIsSentOnce() {
    replay = 4;
    begin(Asked.of(Method.PUT, 6)).connects().sends("abc").sends("def");
    assertThat(play.replay.used()).isZero();
    play.fails(Kind.CONNECTION_BROKEN, false);
    assertThat(play.dials).hasSize(1);
    assertThat(play.leaks()).isZero();
  }

  @Test
  void tunnelIsNeverBegunTwice() {
    play.route =
        new Route.Forward(
            Door.TUNNEL, "test", new Row(), null, Playbook.FIRST_BYTE, Long.MAX_VALUE);
    play.begin(Asked.connect()).connects().fails(Kind.CONNECTION_BROKEN, true);
    assertThat(play.dials).hasSize(1);
    assertThat(told).endsWith("a ended");
  }
}
