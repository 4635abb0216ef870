package dev.fairlead.engine.upstream.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.TestEngine;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.upstream.balance.Balance;
import dev.fairlead.engine.upstream.balance.Checkup;
import dev.fairlead.engine.upstream.balance.Group;
import dev.fairlead.engine.upstream.balance.GroupPolicy;
import dev.fairlead.engine.upstream.balance.HashKey;
import dev.fairlead.engine.upstream.balance.Health;
import dev.fairlead.engine.upstream.balance.StatusRange;
import dev.fairlead.engine.upstream.balance.TargetSpec;
import dev.fairlead.engine.upstream.balance.Way;
import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.Eventually;
import dev.fairlead.testkit.ScriptedOrigin;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Health checks on real sockets. */
final class ProberTest {
  private static final Checkup.Question GET =
      new Checkup.Question.Get(false, null, "/healthz?x=1", List.of(new StatusRange(200, 299)));
  private static final Checkup.Question CONNECTION = new Checkup.Question.Connection();

  private static Group group(Checkup.Question question, int port) {
    Endpoint endpoint =
        new Endpoint(Host.parse("127.0.0.1"), port, false, null, Endpoint.Use.HTTP, true);
    GroupPolicy single = GroupPolicy.SINGLE;
    GroupPolicy watched =
        new GroupPolicy(
            single.sharing(),
            new HashKey.ByClient(),
            null,
            single.outliers(),
            single.retries(),
            Duration.ZERO,
            0,
            null,
            new Checkup(question, Duration.ofMillis(20), 10, Duration.ofMillis(300), 2, 3));
    TargetSpec spec = new TargetSpec("t", new Way.Backend(endpoint));
    return new Balance().group("g", "g", watched, List.of(spec));
  }

  private static TestEngine watching(Group group) throws IOException {
    TestEngine engine = TestEngine.towards(1);
    engine.groups = List.of(group);
    return engine.start();
  }

  private static Health health(Group group) {
    return group.status().targets().getFirst().health();
  }

  private static void untilItIs(Health.State state, Group group) {
    Eventually.until("the target is " + state, () -> health(group).state() == state);
  }

  @Test
  void aTargetGoesDownAndComesBackWithItsAnswers() throws Exception {
    AtomicInteger status = new AtomicInteger(200);
    try (var origin =
        ScriptedOrigin.start((request, connection) ->
            Answers.fixed(status.get(), "x").answer(request, connection))) {
      Group group = group(GET, origin.port());
      try (var _ = watching(group)) {
        untilItIs(Health.State.UP, group);
        assertThat(origin.last().target()).isEqualTo("/healthz?x=1");
        assertThat(origin.last().header("Host")).isEqualTo(origin.authority());
        status.set(503);
        untilItIs(Health.State.DOWN, group);
        assertThat(health(group).text()).isEqualTo("answered 503");
        status.set(204);
        untilItIs(Health.State.UP, group);
      }
    }
  }

  @Test
  void fewerBadAnswersThanTheThresholdChangeNothing() throws Exception {
    AtomicInteger count = new AtomicInteger();
    try (var origin =
        ScriptedOrigin.start((request, connection) ->
            Answers.fixed(count.incrementAndGet() % 3 == 0 ? 200 : 500, "x")
                .answer(request, connection))) {
      Group group = group(GET, origin.port());
      try (var _ = watching(group)) {
        AtomicInteger down = new AtomicInteger();
        Eventually.until(
            "thirty questions",
            () -> {
              down.addAndGet(health(group).state() == Health.State.DOWN ? 1 : 0);
              return count.get() > 30;
            });
        assertThat(down).hasValue(0);
      }
    }
  }

  @Test
  void questionsShareAConnectionAndSurviveItsLoss() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("fine"))) {
      Group group = group(GET, origin.port());
      try (var _ = watching(group)) {
        Eventually.until("ten questions", () -> origin.requests() > 10);
        assertThat(origin.connections()).isEqualTo(1);
        origin.dropConnections();
        int before = origin.requests();
        Eventually.until("ten more", () -> origin.requests() > before + 10);
        assertThat(health(group).state()).isEqualTo(Health.State.UP);
      }
    }
  }

  @Test
  void aTargetThatHangsIsDown() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.hang())) {
      Group group = group(GET, origin.port());
      try (var _ = watching(group)) {
        untilItIs(Health.State.DOWN, group);
        assertThat(health(group).text()).isEqualTo("no answer within 300 ms");
      }
    }
  }

  @Test
  void aTargetThatTalksGarbageIsDown() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.rawThenClose("what?\r\n\r\n"))) {
      Group group = group(GET, origin.port());
      try (var _ = watching(group)) {
        untilItIs(Health.State.DOWN, group);
      }
    }
  }

  @Test
  void aConnectionIsEnoughWherePathsAreNotKnown() throws Exception {
    var origin = ScriptedOrigin.raw(connection -> connection.readUntilClose());
    Group group = group(CONNECTION, origin.port());
    try (var _ = watching(group)) {
      untilItIs(Health.State.UP, group);
      assertThat(health(group).text()).isEqualTo("accepts connections");
      origin.close();
      untilItIs(Health.State.DOWN, group);
      assertThat(health(group).text()).contains("refused the connection");
    }
  }

  @Test
  void theTimeBetweenQuestionsVariesWithinItsBounds() {
    Checkup checkup = new Checkup(GET, Duration.ofSeconds(10), 20, Duration.ofSeconds(1), 1, 1);
    assertThat(Examination.pause(checkup, 0)).isEqualTo(Duration.ofSeconds(8).toNanos());
    assertThat(Examination.pause(checkup, 0.5)).isEqualTo(Duration.ofSeconds(10).toNanos());
    assertThat(Examination.pause(checkup, 1)).isEqualTo(Duration.ofSeconds(12).toNanos());
  }
}
