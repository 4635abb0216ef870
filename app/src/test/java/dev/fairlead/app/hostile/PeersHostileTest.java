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
    requests("nginx", Mode.REVERSE, Peer::nginx);
    responses("nginx", Mode.REVERSE, Peer::nginx);
  }

  @Test
  void haproxy() throws Exception {
    requests("haproxy", Mode.REVERSE, Peer::haproxy);
    responses("haproxy", Mode.REVERSE, Peer::haproxy);
  }

  @Test
  void squid() throws Exception {
    requests("squid", Mode.FORWARD, Peer::squid);
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

  private void requests(String program, Mode mode, Starter starter) throws Exception {
    assumeTrue(Peer.installed(program), program + " is not installed: apt-get install " + program);
    try (var origin = CaptureOrigin.start(0);
        var peer = starter.start(folder, origin.port())) {
      List<Outcome> outcomes = new RequestJudge(peer, mode, origin).all();
      REQUESTS.add(program, outcomes);
      assertThat(outcomes).hasSizeGreaterThan(150);
    }
  }

  private void responses(String program, Mode mode, Starter starter) throws Exception {
    try (var judge = new ResponseJudge(mode);
        var peer = starter.start(folder, judge.originPort())) {
      List<Outcome> outcomes = judge.all(peer);
      RESPONSES.add(program, outcomes);
      assertThat(outcomes).hasSizeGreaterThan(60);
    }
  }

  private void downgrades(String program, Starter starter) throws Exception {
    assumeTrue(Peer.installed(program), program + " is not installed: apt-get install " + program);
    try (var origin = CaptureOrigin.start(0);
        var peer = starter.start(folder, origin.port())) {
      List<Outcome> outcomes = new H2Judge(peer, origin).all();
      DOWNGRADES.add(program, outcomes);
      assertThat(outcomes).hasSizeGreaterThan(80);
    }
  }

  @AfterAll
  static void print() throws IOException {
    Files.createDirectories(Path.of("target"));
    String text = REQUESTS.markdown() + RESPONSES.markdown() + DOWNGRADES.markdown();
    Files.writeString(Path.of("target/hostile-table.md"), text);
  }
}
