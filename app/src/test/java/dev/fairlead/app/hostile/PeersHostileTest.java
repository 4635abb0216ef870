package dev.fairlead.app.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlead.testkit.hostile.CaptureOrigin;
import dev.fairlead.testkit.hostile.H2Judge;
import dev.fairlead.testkit.hostile.HostileTable;
import dev.fairlead.testkit.hostile.Mode;
import dev.fairlead.testkit.hostile.Outcome;
import dev.fairlead.testkit.hostile.RequestJudge;
import dev.fairlead.testkit.hostile.ResponseJudge;
import dev.fairlead.testkit.hostile.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What nginx, HAProxy and Squid make of the corpora. Their verdicts are printed, not asserted;
 * asserted is only that the judge sees what is known of them.
 */
@Tag("full")
final class PeersHostileTest {
  private static final HostileTable REQUESTS = new HostileTable("Hostile requests");

  private static final HostileTable RESPONSES = new HostileTable("Hostile responses");
  private static final HostileTable DOWNGRADES = new HostileTable("Hostile HTTP/2 requests");

  @TempDir Path folder;

  /** Starts a proxy in front of the origin on that port. */
  @FunctionalInterface
  private interface Starter {
    Peer start(Path folder, int originPort) throws IOException;
  }

  @Test
  void nginx() throws Exception {
    var outcomes = requests("nginx", Mode.REVERSE, Peer::nginx);
    assertThat(outcomes)
        .filteredOn(Outcome::ambiguous)
        .extracting(Outcome::id)
        .contains("hop-nominated");
    assertThat(verdict(outcomes, "cl-te")).isEqualTo(new Verdict.Answered(400));
    responses("nginx", Mode.REVERSE, Peer::nginx);
  }

  @Test
  void haproxy() throws Exception {
    var outcomes = requests("haproxy", Mode.REVERSE, Peer::haproxy);
    assertThat(outcomes)
        .filteredOn(Outcome::ambiguous)
        .extracting(Outcome::id)
        .contains("value-nul");
    assertThat(verdict(outcomes, "cl-te")).isEqualTo(new Verdict.Clean());
    responses("haproxy", Mode.REVERSE, Peer::haproxy);
  }

  @Test
  void squid() throws Exception {
    var outcomes = requests("squid", Mode.FORWARD, Peer::squid);
    assertThat(verdict(outcomes, "hop-nominated")).isEqualTo(new Verdict.Clean());
    assertThat(verdict(outcomes, "value-nul")).isEqualTo(new Verdict.Answered(400));
    responses("squid", Mode.FORWARD, Peer::squid);
  }

  @Test
  void nginxHttp2() throws Exception {
    downgrades("nginx", Peer::nginxHttp2);
  }

  @Test
  void haproxyHttp2() throws Exception {
    downgrades("haproxy", Peer::haproxyHttp2);
  }

  private List<Outcome> requests(String program, Mode mode, Starter starter) throws Exception {
    assumeTrue(Peer.installed(program), program + " is not installed: apt-get install " + program);
    try (var origin = CaptureOrigin.start(0);
        var peer = starter.start(folder, origin.port())) {
      List<Outcome> outcomes = new RequestJudge(peer, mode, origin).all();
      REQUESTS.add(program, outcomes);
      return outcomes;
    }
  }

  private static Verdict verdict(List<Outcome> outcomes, String id) {
    return outcomes.stream().filter(o -> o.id().equals(id)).findFirst().orElseThrow().verdict();
  }

  private void responses(String program, Mode mode, Starter starter) throws Exception {
    try (var judge = new ResponseJudge(mode);
        var peer = starter.start(folder, judge.originPort())) {
      List<Outcome> outcomes = judge.all(peer);
      RESPONSES.add(program, outcomes);
      assertThat(verdict(outcomes, "ok-sized")).isEqualTo(new Verdict.Clean());
    }
  }

  private void downgrades(String program, Starter starter) throws Exception {
    assumeTrue(Peer.installed(program), program + " is not installed: apt-get install " + program);
    try (var origin = CaptureOrigin.start(0);
        var peer = starter.start(folder, origin.port())) {
      List<Outcome> outcomes = new H2Judge(peer, origin).all();
      DOWNGRADES.add(program, outcomes);
      assertThat(verdict(outcomes, "ok-get")).isEqualTo(new Verdict.Clean());
    }
  }

  @AfterAll
  static void print() throws IOException {
    Files.createDirectories(Path.of("target"));
    String text = REQUESTS.markdown() + RESPONSES.markdown() + DOWNGRADES.markdown();
    Files.writeString(Path.of("target/hostile-table.md"), text);
  }
}
