package dev.fairlead.engine.upstream.dial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Host;
import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.FakeDns;
import dev.fairlead.testkit.ScriptedOrigin;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every name on the way to an address is judged, whoever told of it and whenever. */
class AliasDialTest {
  private final List<String> judged = new CopyOnWriteArrayList<>();
  private volatile String refused = "nobody.example";
  private Bench bench;
  private ScriptedOrigin origin;

  @BeforeEach
  void start() throws Exception {
    bench = new Bench();
    origin = ScriptedOrigin.start(Answers.fixed("ok"));
    bench.names =
        (asked, alias) -> {
          judged.add(asked + " -> " + alias);
          return alias.equals(refused)
              ? new Failure(Failure.Kind.DENIED, alias + " is refused")
              : null;
        };
    bench
        .dns
        .alias("shop.example", 60, "Edge.CDN.example")
        .alias("edge.cdn.example", 60, "tracker.example");
    bench.dns.address("tracker.example", 60, "127.0.0.1");
  }

  @AfterEach
  void stop() throws Exception {
    bench.close();
    origin.close();
  }

  private Dialed dial(String host) {
    return bench.dial(Bench.http(host, origin.port()));
  }

  @Test
  void theWholeChainIsJudged() {
    assertThat(dial("shop.example").facts()).isNotNull();
    assertThat(judged)
        .containsExactly("shop.example -> edge.cdn.example", "shop.example -> tracker.example");
  }

  @Test
  void aRefusedAliasIsNeverDialled() {
    refused = "tracker.example";
    assertThat(dial("shop.example").failure().message()).isEqualTo("tracker.example is refused");
    refused = "edge.cdn.example";
    assertThat(dial("shop.example").failure().kind()).isEqualTo(Failure.Kind.DENIED);
    assertThat(bench.asked).isEmpty();
  }

  @Test
  void aRememberedAnswerIsJudgedByTheRulesOfToday() {
    assertThat(dial("shop.example").facts()).isNotNull();
    refused = "tracker.example";
    assertThat(dial("shop.example").failure()).isNotNull();
    assertThat(bench.dns.queries("shop.example", FakeDns.RecordType.A)).isEqualTo(1);
  }

  @Test
  void aNameWithoutAliasesIsNotAskedAbout() {
    bench.dns.address("plain.example", 60, "127.0.0.1");
    assertThat(dial("plain.example").facts()).isNotNull();
    assertThat(dial("127.0.0.1").facts()).isNotNull();
    assertThat(judged).isEmpty();
  }

  @Test
  void whatTheConfigurationNamesMayBeAnAliasOfAnything() {
    refused = "tracker.example";
    Endpoint backend =
        new Endpoint(
            Host.parse("shop.example"), origin.port(), false, null, Endpoint.Use.HTTP, true);
    assertThat(bench.dial(backend).facts()).isNotNull();
    assertThat(judged).isEmpty();
  }
}
