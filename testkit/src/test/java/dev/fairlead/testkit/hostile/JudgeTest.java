package dev.fairlead.testkit.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.FakeGateway;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.ScriptedOrigin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class JudgeTest {
  /** A port and where it leads, whoever listens there. */
  private record At(int port, int originPort) implements Proxy {}

  @Test
  void everyCaseHasItsOwnNameAndTheCorporaAreLarge() {
    unique(HostileRequests.all().stream().map(c -> c.category() + c.id()).toList());
    unique(HostileResponses.all().stream().map(c -> c.category() + c.id()).toList());
    unique(HostileH2s.all().stream().map(c -> c.category() + c.id()).toList());
    assertThat(hostile(HostileRequests.all().stream().map(HostileRequest::expectation)))
        .isGreaterThan(300);
    assertThat(hostile(HostileResponses.all().stream().map(HostileResponse::expectation)))
        .isGreaterThan(100);
    assertThat(hostile(HostileH2s.all().stream().map(HostileH2::expectation))).isGreaterThan(90);
  }

  @Test
  void benignRequestsAreReadAsCleanByTheStrictReaderItself() {
    for (HostileRequest benign : HostileRequests.in(Mode.REVERSE)) {
      if (benign.expectation() != Expectation.MUST_PASS) continue;
      if (benign.id().equals("ok-lead-crlf") || benign.id().equals("ok-cl-padded")) continue;
      StrictRequests read = StrictRequests.read(benign.bytes(Mode.REVERSE, 80));
      assertThat(read.ambiguity()).as(benign.id()).isNull();
      assertThat(read.requests()).as(benign.id()).hasSize(benign.requests());
    }
  }

  @Test
  void blindRelayIsFoundOutByMostHostileRequests() throws Exception {
    try (var origin = CaptureOrigin.start(0);
        var relay = relay(origin.port())) {
      var judge = new RequestJudge(new At(relay.port(), origin.port()), Mode.REVERSE, origin);
      var verdicts = new ArrayList<Verdict>();
      for (String id :
          List.of(
              "cl-te", "te-chunked-chunked", "host-two", "value-nul", "chunk-lf-all", "lead-lf")) {
        HostileRequests.in(Mode.REVERSE).stream()
            .filter(c -> c.id().equals(id))
            .forEach(c -> verdicts.add(judge.judge(c).verdict()));
      }
      assertThat(verdicts).hasSize(6).hasOnlyElementsOfType(Verdict.Ambiguous.class);
      assertThat(judge.judge(request("ok-pipeline")).verdict()).isEqualTo(new Verdict.Clean());
      assertThat(judge.judge(request("chunk-never-ends")).verdict()).isEqualTo(new Verdict.Hang());
    }
  }

  @Test
  void refusingEverythingDoesNotPass() throws Exception {
    try (var origin = CaptureOrigin.start(0);
        var refuser = FakeGateway.http().refusing(FakeGateway.Refusal.status(400))) {
      var judge = new RequestJudge(new At(refuser.port(), origin.port()), Mode.FORWARD, origin);
      Outcome benign = judge.judge(request("ok-get"));
      assertThat(benign.verdict()).isEqualTo(new Verdict.Answered(400));
      assertThat(benign.allowed()).isFalse();
      assertThat(judge.judge(request("cl-differ")).allowed()).isTrue();
    }
  }

  @Test
  void wellBehavedGatewayPassesBenignResponses() throws Exception {
    try (var gateway = FakeGateway.http();
        var judge = new ResponseJudge(Mode.FORWARD)) {
      var proxy = new At(gateway.port(), judge.originPort());
      for (String id :
          List.of("ok-sized", "ok-chunked", "ok-close-delimited", "ok-body-is-response")) {
        assertThat(judge.judge(response(id), proxy).verdict())
            .as(id)
            .isEqualTo(new Verdict.Clean());
      }
    }
  }

  @Test
  void blindRelayIsFoundOutByHostileResponses() throws Exception {
    try (var judge = new ResponseJudge(Mode.REVERSE);
        var relay = relay(judge.originPort())) {
      var proxy = new At(relay.port(), judge.originPort());
      for (String id :
          List.of("cl-te", "sized-extra-response", "value-nul", "head-with-response")) {
        assertThat(judge.judge(response(id), proxy).ambiguous()).as(id).isTrue();
      }
      assertThat(judge.judge(response("sized-short"), proxy).verdict())
          .isEqualTo(new Verdict.Closed());
      assertThat(judge.judge(response("ok-sized"), proxy).verdict()).isEqualTo(new Verdict.Clean());
    }
  }

  @Test
  void proxyThatCompletesCutResponsesIsFoundOut() throws Exception {
    try (var judge = new ResponseJudge(Mode.REVERSE);
        var inventor = ScriptedOrigin.start(Answers.fixed("abc"))) {
      var proxy = new At(inventor.port(), judge.originPort());
      assertThat(judge.judge(response("sized-short"), proxy).verdict())
          .isEqualTo(new Verdict.Ambiguous("cut response made complete"));
    }
  }

  @Test
  void tableCountsAndMarksWhatIsWrong() {
    var table = new HostileTable("T");
    var bad = new Verdict.Ambiguous("two Hosts");
    table.add(
        "p",
        List.of(
            new Outcome("a", "c", "9112 3.2", Expectation.MUST_REJECT, bad),
            new Outcome("b", "c", "9112 3.2", Expectation.MUST_REJECT, new Verdict.Clean()),
            new Outcome("d", "c", "9112 3.2", Expectation.MUST_PASS, new Verdict.Closed())));
    assertThat(table.markdown())
        .contains("| p | 3 | 1 | 1 | 1 |")
        .contains("| c/a | 9112 3.2 | reject | **ambiguous**: two Hosts (!) |")
        .contains("| c/b | 9112 3.2 | reject | clean (!) |");
  }

  private static ScriptedOrigin relay(int target) throws IOException {
    return ScriptedOrigin.raw(client -> {
      try (var origin = RawClient.connect(target)) {
        client.relay(origin);
      }
    });
  }

  private static HostileRequest request(String id) {
    return HostileRequests.all().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
  }

  private static HostileResponse response(String id) {
    return HostileResponses.all().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
  }

  private static long hostile(Stream<Expectation> expectations) {
    return expectations.filter(e -> e != Expectation.MUST_PASS).count();
  }

  private static void unique(List<String> ids) {
    assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
  }
}
