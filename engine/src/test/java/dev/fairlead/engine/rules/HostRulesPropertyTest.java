package dev.fairlead.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.fairlead.engine.message.Cidr;
import dev.fairlead.engine.message.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The compiled rules say what asking every rule in turn would say. */
final class HostRulesPropertyTest {
  private static final List<String> LABELS =
      List.of("a", "b", "www", "google", "com", "de", "local", "localhost", "10", "-x", "_y");
  private static final List<String> ADDRESSES =
      List.of("10.0.0.1", "10.0.1.1", "10.1.0.1", "8.8.8.8", "8.8.0.1", "::1", "2001:db8::1");
  private static final List<String> BLOCKS =
      List.of(
          "10.0.0.0/8",
          "10.0.0.0/16",
          "10.0.0.0/24",
          "8.8.0.0/16",
          "0.0.0.0/0",
          "::/0",
          "2001:db8::/32",
          "2001:db8::/64",
          "8.8.8.8/32");

  /** A rule in parts, so that the reference need not read any. */
  private record Entry(boolean exclude, String pattern, int port) {
    String text() {
      return (exclude ? "-" : "") + pattern + (port < 0 ? "" : ":" + port);
    }

    boolean matches(Host host, int onPort) {
      return (port < 0 || port == onPort) && matches(host.text(), host.address());
    }

    private boolean matches(String host, byte @Nullable [] address) {
      if (pattern.contains("/")) {
        return address != null && Cidr.parse(pattern).contains(address);
      }
      if (pattern.equals("*")) {
        return true;
      }
      if (pattern.startsWith("*.")) {
        return host.endsWith(pattern.substring(1)) && host.length() >= pattern.length();
      }
      return pattern.endsWith(".*")
          ? host.startsWith(pattern.substring(0, pattern.length() - 1))
          : host.equals(pattern);
    }

    boolean names(Host host) {
      boolean open = pattern.equals("*") || pattern.endsWith("/0");
      return !open && (!pattern.endsWith(".*") || host.isAddress());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 20261121})
  void compiledAndNaiveAgree(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      List<Entry> entries = Stream.generate(() -> entry(random)).limit(random.nextInt(12)).toList();
      List<String> rules = entries.stream().map(Entry::text).toList();
      Reach reach = random.nextBoolean() ? Reach.EVERYWHERE : Reach.PUBLIC_HOSTS;
      List<Problem> problems = new ArrayList<>();
      HostRules compiled = HostRules.compile(rules, List.of(), reach, problems::add);
      assertThat(problems).isEmpty();
      for (int i = 0; i < 40; i++) {
        Host host = Host.parse(host(random));
        int port = port(random);
        Decision decision = compiled.match(host, port);
        assertThat(decision.verdict())
            .as("seed %d: %s on %d by %s, %s", seed, host, port, rules, reach)
            .isEqualTo(naive(entries, reach, host, port));
        assertThat(decision.rule().isEmpty() || rules.contains(decision.rule())).isTrue();
      }
    }
  }

  @FuzzTest(maxDuration = "60s")
  void anyListCompilesAndAnswers(@NotNull String rules, @NotNull String host) {
    List<Problem> problems = new ArrayList<>();
    List<String> entries = List.of(rules.split("\\|", -1));
    HostRules compiled =
        HostRules.compile(entries, List.of("a.com"), Reach.PUBLIC_HOSTS, problems::add);
    for (Problem problem : problems) {
      assertThat(problem.index()).isBetween(0, entries.size() - 1);
      assertThat(problem.message()).doesNotContain("\r", "\n").hasSizeLessThan(400);
    }
    try {
      Decision decision = compiled.match(Host.parse(host), 443);
      assertThat(decision.rule().isEmpty()).isEqualTo(decision.verdict() == Verdict.NONE);
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).contains("host").doesNotContain("\r", "\n");
    }
  }

  private static Verdict naive(List<Entry> entries, Reach reach, Host host, int port) {
    List<Entry> matching = entries.stream().filter(entry -> entry.matches(host, port)).toList();
    boolean spared = reach == Reach.PUBLIC_HOSTS && PrivateHosts.contains(host);
    if (matching.stream().anyMatch(Entry::exclude)) {
      return Verdict.EXCLUDE;
    }
    if (matching.stream().anyMatch(entry -> !spared || entry.names(host))) {
      return Verdict.INCLUDE;
    }
    return matching.isEmpty() ? Verdict.NONE : Verdict.PRIVATE;
  }

  private static Entry entry(Random random) {
    String pattern =
        switch (random.nextInt(6)) {
          case 0 -> random.nextInt(3) == 0 ? "*" : "*.com";
          case 1 -> "*." + name(random);
          case 2 -> (random.nextBoolean() ? "10.0" : name(random)) + ".*";
          case 3 -> pick(random, BLOCKS);
          case 4 -> random.nextBoolean() ? "*.0.1" : pick(random, ADDRESSES);
          default -> name(random);
        };
    boolean exclude = random.nextInt(4) == 0;
    boolean bareV6 = pattern.contains("::") && !pattern.contains("/");
    String safe = pattern.startsWith("-") && !exclude ? "a" + pattern : pattern;
    return new Entry(exclude, safe, bareV6 || random.nextInt(4) > 0 ? -1 : port(random));
  }

  private static int port(Random random) {
    return 40 + 40 * random.nextInt(3);
  }

  private static String host(Random random) {
    return random.nextInt(3) == 0 ? pick(random, ADDRESSES) : name(random);
  }

  private static String name(Random random) {
    StringBuilder name = new StringBuilder();
    for (int i = random.nextInt(3); i > 0; i--) {
      name.append(pick(random, LABELS)).append('.');
    }
    return name.append(pick(random, LABELS.subList(0, 8))).toString();
  }

  private static String pick(Random random, List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
