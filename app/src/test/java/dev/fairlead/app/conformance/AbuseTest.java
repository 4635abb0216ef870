package dev.fairlead.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Eventually;
import dev.fairlead.testkit.HttpOrigin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Abuse from a process of its own against the program in a process of its own, while a healthy
 * client goes on asking. The small sizes say that the defence works, the full ones that it holds.
 */
class AbuseTest {
  private static final double P99_MILLIS = 100;
  private static final long RESIDENT_MEBIBYTES = 700;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String LIMITS =
      """
      server:
        limits: {connections: 12000, per_client: 12000}
        timeouts: {header: 3s, read: 3s, write: 3s}
      """;

  @TempDir private Path folder;

  /** What an abuse did. */
  private record Damage(double p99, long before, long after, int ended) {
    @Override
    public String toString() {
      return "p99 %.1f ms, RSS %d → %d MiB".formatted(p99, before, after);
    }
  }

  private Damage abuse(String kind, int count) throws Exception {
    try (var origin = HttpOrigin.start();
        var proxy = start(origin);
        var healthy = Healthy.start(proxy.port())) {
      long before = proxy.residentMebibytes();
      Path output = folder.resolve(kind + ".log");
      String[] arguments = {String.valueOf(proxy.port()), kind, String.valueOf(count)};
      List<String> command =
          Programs.java(List.of("-Xmx256m"), Attacker.class.getName(), arguments);
      Process attacker = Programs.start(folder, output, Map.of(), command);
      try {
        Eventually.until(
            kind + " is over",
            PATIENCE,
            () -> {
              assertThat(attacker.isAlive()).as(Files.readString(output)).isTrue();
              return Files.readString(output).contains("done ");
            });
        int ended =
            Integer.parseInt(Files.readString(output).replaceAll("(?s).*done (\\d+).*", "$1"));
        return bounded(kind, proxy, healthy, before, ended);
      } finally {
        attacker.destroyForcibly();
      }
    }
  }

  private Separate start(HttpOrigin origin) throws Exception {
    return Separate.start(
        folder, LIMITS + "routing: {default_backend: http://" + origin.authority() + "}\n");
  }

  private static Damage bounded(
      String kind, Separate proxy, Healthy healthy, long before, int ended) throws Exception {
    var damage = new Damage(healthy.p99(), before, proxy.residentMebibytes(), ended);
    System.out.println(kind + ": " + damage + ", " + ended + " connections ended");
    assertThat(damage.after()).as("MiB held").isLessThan(RESIDENT_MEBIBYTES);
    assertThat(proxy.output()).doesNotContain("LEAK");
    return damage;
  }

  /** Debian's slowhttptest with that many connections, for twelve seconds. */
  private Damage slow(int connections, String... mode) throws Exception {
    try (var origin = HttpOrigin.start();
        var proxy = start(origin);
        var healthy = Healthy.start(proxy.port())) {
      long before = proxy.residentMebibytes();
      List<String> command = new ArrayList<>(List.of(Programs.find("slowhttptest")));
      command.addAll(List.of(mode));
      command.addAll(List.of("-c", String.valueOf(connections), "-r", "500", "-i", "1"));
      command.addAll(List.of("-l", "12", "-p", "2"));
      command.addAll(List.of("-u", "http://127.0.0.1:" + proxy.port() + "/bytes/5000000"));
      Programs.run(folder, command);
      return bounded(String.join(" ", mode), proxy, healthy, before, 0);
    }
  }

  private List<Damage> each(int count, String... kinds) throws Exception {
    List<Damage> all = new ArrayList<>();
    for (String kind : kinds) {
      Damage damage = abuse(kind, count);
      assertThat(damage.ended()).as(kind + " ends its connections").isPositive();
      all.add(damage);
    }
    return all;
  }

  /** The soak judges latency: a few seconds of a cold program give too few samples for a p99. */
  private static Damage quick(Damage damage) {
    assertThat(damage.p99()).as("p99 of a healthy client in ms").isLessThan(P99_MILLIS);
    return damage;
  }

  private static String worst(List<Damage> damages) {
    damages.forEach(AbuseTest::quick);
    double p99 = damages.stream().mapToDouble(Damage::p99).max().orElseThrow();
    long held = damages.stream().mapToLong(Damage::after).max().orElseThrow();
    return "%.1f ms, at most %d MiB".formatted(p99, held);
  }

  @Test
  @Tag("full")
  void smallAbuseHurtsNobody() throws Exception {
    assertThat(abuse("idle", 500).ended()).isZero();
    abuse("abort", 100);
    each(100_000, "rapid-reset", "made-you-reset", "continuation", "settings", "ping");
    each(2_000, "endless-header");
  }

  @Test
  @Tag("full")
  void slowClientsHurtNobody() throws Exception {
    slow(200, "-H");
  }

  @Test
  @Tag("soak")
  void tenThousandIdleConnections() throws Exception {
    Damage damage = quick(abuse("idle", 10_000));
    assertThat(damage.ended()).isZero();
    Scores.ours().measured("10,000 idle connections", damage.toString());
  }

  @Test
  @Tag("soak")
  void aThousandAbortedStreams() throws Exception {
    Scores.ours().measured("1,000 aborted streams", quick(abuse("abort", 1_000)) + ", no leak");
  }

  @Test
  @Tag("soak")
  void resets() throws Exception {
    String worst = worst(each(500_000, "rapid-reset", "made-you-reset"));
    Scores.ours().measured("rapid reset, MadeYouReset", worst);
  }

  @Test
  @Tag("soak")
  void frames() throws Exception {
    String worst = worst(each(1_000_000, "continuation", "settings", "ping"));
    Scores.ours().measured("CONTINUATION, SETTINGS, PING floods", worst);
  }

  @Test
  @Tag("soak")
  void slowLorisPostAndRead() throws Exception {
    List<Damage> all =
        List.of(
            slow(1_000, "-H"),
            slow(1_000, "-B"),
            slow(1_000, "-X", "-w", "1", "-y", "1", "-n", "1", "-z", "1", "-k", "3"));
    Scores.ours().measured("slowloris, slow POST, slow read", worst(all));
  }
}
