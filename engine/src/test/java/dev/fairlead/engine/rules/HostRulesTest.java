package dev.fairlead.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.Host;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases of the original rules engine, then what ours adds. Rules are divided by bars. */
final class HostRulesTest {
  private final List<Problem> problems = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "example.com, '', D",
    "example.com, *, P",
    "example.com, example.com, P",
    "EXAMPLE.com, example.COM, P",
    "www.example.com, example.com, D",
    "example.com, www.example.com, D",
    "example.com, *.example.com, D",
    "a.example.com, *.example.com, P",
    "a.b.example.com, *.example.com, P",
    "notexample.com, *.example.com, D",
    "google.com, google.*, P",
    "google.co.uk, google.*, P",
    "google, google.*, D",
    "notgoogle.com, google.*, D",
    "www.google.com, google.*, D",
    "a.com, *|-a.com, D",
    "b.com, *|-a.com, P",
    "a.com, -a.com|*, D",
    "a.com, a.com|-a.com, D",
    "x.internal, *|-*.internal, D",
    "google.fr, *|-google.*, D",
    "a.com, *|-*, D",
    "a.com, -b.com, D",
    "a.com, AUTO, D",
    "a.com, auto|a.com, P",
    "a.com, *|AUTO, P",
    "auto, AUTO, D",
    "auto, *|-AUTO, D",
    "a.com, ' a.com ', P",
    "a.com, '|  |a.com', P",
    "a.com, '*| - a.com ', D",
    "a.com, a.com|a.com, P",
    "a.com, *|--a.com, P",
    "-a.com, *|--a.com, D",
    "a.com., a.*, P",
    "sub.a.com, *.a.com|-sub.a.com, D",
    "sub.a.com, sub.a.com|-*.a.com, D",
    "a.com, -a.com|a.com|*.com, D",
    "192.168.1.5, *|-192.168.*, D",
    "a_b.com, a_b.com, P",
    "xn--mnchen-3ya.de, xn--mnchen-3ya.*, P",
    "a.com, a.com:8080, D",
    "10.0.0.1, 10.*, P",
    "10.0.0.1, *.0.0.1, P",
    "[::1], [::1], P",
    "x.com, *.com, P",
    "com, *.com, D",
    "localhost, *, D",
  })
  void decidesLikeTheOriginal(String host, String rules, String expected) {
    assertThat(route(host, rules)).isEqualTo(expected);
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "google., google.*, P, D",
    "internal, *|-*.internal, P, D",
    "a.com., a.com, D, P",
    "a.com, a.com., D, P",
    "a.com., *.com, D, P",
    "a.com., *|-a.com, P, D",
    "[::1], *|-::1, P, D",
    "[::1], ::1, D, P",
    "xn--mnchen-3ya.de, münchen.de, D, P",
    "a.com:8080, a.com, D, P",
    "10.0.0.1, 10.0.0.0/8, D, P",
    "127.0.0.2, *, P, D",
  })
  void closesTheLeaksOfTheOriginal(String host, String rules, String theirs, String ours) {
    assertThat(route(host, rules)).isEqualTo(ours).isNotEqualTo(theirs);
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "a.com, -, D, 0, write a host after the dash",
    "a.com, *|-, P, 1, write a host after the dash",
    "a.com, 42|a.com, P, 0, write IPv4 as four decimal numbers",
    "example.com, .example.com, D, 0, 'write \"*.example.com\"'",
    "www.google.de, *.google.*, D, 0, 'first as in \"*.example.com\" or last as in \"example.*\"'",
    "a.com, https://a.com, D, 0, 'write \"a.com\"'",
    "a.com, https://a.com/x?y, D, 0, 'write \"a.com\"'",
    "abc.com, a*.com, D, 0, a * stands alone",
    "foo.example.com, foo.*.com, D, 0, a * stands alone",
    "a.com, **, D, 0, a * stands alone for every host",
    "a.com, *.*, D, 0, a * stands alone for every host",
    "a.com, a.com/x, D, 0, 'has a path, but rules are about hosts; write \"a.com\"'",
    "a.com, a.com b.com, D, 0, make each an entry of its own",
    "a.com, a.com:http, D, 0, a port from 1 to 65535",
    "a.com, a.com:, D, 0, a port from 1 to 65535",
    "a.com, a.com:70000, D, 0, a port from 1 to 65535",
    "a.com, me@a.com, D, 0, user information",
    "a.com, 10.1.2.3/8, D, 0, write 10.0.0.0/8 for the block",
    "a.com, 10.0.0.0/33, D, 0, a prefix length from 0 to 32",
    "a.com, *.10.0.0.1, D, 0, 'write \"10.0.0.1\"'",
    "a.com, 127.1, D, 0, ambiguous address",
    "a.com, a..com, D, 0, a dot too many",
    "a.com, *., D, 0, the host is empty",
    "a.com, a.com%20, D, 0, percent-escapes",
  })
  void junkIsAProblemThatNamesRuleAndRemedy(
      String host, String rules, String expected, int index, String remedy) {
    assertThat(route(host, rules)).isEqualTo(expected);
    Problem problem = problems.getFirst();
    assertThat(problems).hasSize(1);
    assertThat(problem.index()).isEqualTo(index);
    String rule = rules.split("\\|", -1)[index].strip().replaceFirst("^-(?=.)", "");
    assertThat(problem.message())
        .contains(remedy)
        .contains("\"" + rule + "\"")
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".example.com", "x.google.*", "a.com\t"})
  void hostsThatAreNoneNeverReachTheRules(String host) {
    assertThatIllegalArgumentException().isThrownBy(() -> Authority.parse(host));
  }

  @Test
  void allProblemsAreReportedTogether() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostRules.of(List.of("a*.com", "ok.com", "**", "https://b.com")))
        .withMessageContainingAll("\"a*.com\"", "\"**\"", "\"b.com\"")
        .withMessageNotContaining("ok.com");
  }

  @Test
  void lineBreaksInRulesStayOutOfMessages() {
    compile("a.com\r\nX-Evil: 1", List.of(), Reach.EVERYWHERE);
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().message()).doesNotContain("\r", "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "a.com:8080, a.com:8080, INCLUDE, a.com:8080",
    "a.com:80, a.com:8080, NONE, ''",
    "a.com, a.com:8080, NONE, ''",
    "a.com:8080, *|-a.com:8080, EXCLUDE, -a.com:8080",
    "a.com:80, *|-a.com:8080, INCLUDE, *",
    "x.a.com:443, *.a.com:443|*.com, INCLUDE, *.a.com:443",
    "x.a.com:80, *.a.com:443|*.com, INCLUDE, *.com",
    "a.com:80, a.com:80|a.com, INCLUDE, a.com:80",
    "a.com:443, *:443, INCLUDE, *:443",
    "a.com:80, *:443, NONE, ''",
    "google.de:443, google.*:443, INCLUDE, google.*:443",
    "[::1]:443, [::1]:443, INCLUDE, [::1]:443",
    "8.8.8.8:53, 8.8.8.0/24:53, INCLUDE, 8.8.8.0/24:53",
    "[2001:db8::1]:53, 2001:db8::/32:53, INCLUDE, 2001:db8::/32:53",
    "[2001:db8::1]:53, [2001:db8::]/32, INCLUDE, [2001:db8::]/32",
  })
  void portsNarrowARule(String host, String rules, Verdict verdict, String rule) {
    assertThat(match(host, rules, Reach.EVERYWHERE)).isEqualTo(new Decision(verdict, rule));
  }

  @ParameterizedTest
  @CsvSource({
    "x.y.com, *|y.*|*.com|*.y.com|x.y.com, x.y.com",
    "x.y.com, *|*.com|*.y.com, *.y.com",
    "x.y.com, *|x.*|x.y.*, x.y.*",
    "8.8.8.8, *|8.0.0.0/8|8.8.8.0/24|8.8.0.0/16, 8.8.8.0/24",
    "8.8.9.8, *|8.0.0.0/8|8.8.8.0/24|8.8.0.0/16, 8.8.0.0/16",
    "8.7.9.8, *|8.0.0.0/8|8.8.8.0/24|8.8.0.0/16, 8.0.0.0/8",
    "9.9.9.9, *|8.0.0.0/8|8.8.8.0/24|8.8.0.0/16, *",
    "::ffff:8.8.8.8, ::ffff:8.8.8.0/120, ::ffff:8.8.8.0/120",
    "MÜNCHEN.de., München.DE, München.DE",
    "a.com, auto, auto (a.com)",
    "x.b.com, AUTO, AUTO (*.b.com)",
    "x.b.com, *|-AUTO, -AUTO (*.b.com)",
  })
  void theMostParticularRuleIsNamed(String host, String rules, String rule) {
    HostRules compiled = compile(rules, List.of("a.com", "*.b.com"), Reach.EVERYWHERE);
    assertThat(compiled.match(Host.parse(host), 443).rule()).isEqualTo(rule);
  }

  @Test
  void thePresetHoldsPlainPatternsOnly() {
    compile("AUTO|a.com", List.of("-a.com", "auto", "b*.com", "", "c.com"), Reach.EVERYWHERE);
    assertThat(problems).extracting(Problem::index).containsExactly(0, 0, 0);
    assertThat(problems).allSatisfy(p -> assertThat(p.message()).startsWith("AUTO stands for"));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, *, PRIVATE",
    "localhost, localhost, INCLUDE",
    "a.localhost, *.localhost, INCLUDE",
    "dev.localhost, dev.*, PRIVATE",
    "printer.local, *, PRIVATE",
    "printer.local, *.local, INCLUDE",
    "printer.local, *|-*.local, EXCLUDE",
    "intranet, *, PRIVATE",
    "10.0.0.1, *, PRIVATE",
    "10.0.0.1, 0.0.0.0/0, PRIVATE",
    "10.0.0.1, 0.0.0.0/0|10.0.0.0/8, INCLUDE",
    "10.0.0.1, 0.0.0.0/0|10.*, INCLUDE",
    "10.0.0.1, 10.0.0.1, INCLUDE",
    "::1, ::/0, PRIVATE",
    "::1, ::1, INCLUDE",
    "fd00::1, fd00::/8, INCLUDE",
    "8.8.8.8, 0.0.0.0/0, INCLUDE",
    "localhost:8080, *:8080, PRIVATE",
    "localhost:8080, localhost:8080|*, INCLUDE",
    "localhost:80, localhost:8080|*, PRIVATE",
    "localhost, a.com, NONE",
  })
  void privateHostsMustBeNamed(String host, String rules, Verdict verdict) {
    assertThat(match(host, rules, Reach.PUBLIC_HOSTS).verdict()).isEqualTo(verdict);
  }

  @Test
  void listsThatReachEverywhereTreatPrivateHostsLikeOthers() {
    assertThat(match("localhost", "*", Reach.EVERYWHERE).included()).isTrue();
  }

  @Test
  void emptyIsWhatMeansNobody() {
    assertThat(HostRules.NONE.isEmpty()).isTrue();
    assertThat(HostRules.of(List.of("-a.com")).isEmpty()).isTrue();
    assertThat(HostRules.of(List.of("a.com", "-b.com"))).hasToString("[a.com, -b.com]");
  }

  @Test
  void matchingAllocatesNothing() {
    HostRules rules =
        compile("*|a.*|*.b.com|8.8.0.0/16|-x.b.com|-1.*|-9.0.0.0/8", List.of(), Reach.PUBLIC_HOSTS);
    List<Host> hosts = new ArrayList<>();
    for (String host : List.of("a.com", "y.b.com", "8.8.8.8", "x.b.com", "::1", "printer.local")) {
      hosts.add(Host.parse(host));
    }
    matchAll(rules, hosts, 20_000);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    matchAll(rules, hosts, 20_000);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(20_000);
  }

  private static void matchAll(HostRules rules, List<Host> hosts, int rounds) {
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < hosts.size(); i++) {
        if (rules.match(hosts.get(i), 443).verdict() == Verdict.NONE) {
          throw new AssertionError(hosts.get(i));
        }
      }
    }
  }

  private String route(String authority, String rules) {
    return match(authority, rules, Reach.PUBLIC_HOSTS).included() ? "P" : "D";
  }

  private Decision match(String authority, String rules, Reach reach) {
    HostRules compiled = compile(rules, List.of(), reach);
    Authority parsed =
        authority.indexOf(':') == authority.lastIndexOf(':') || authority.startsWith("[")
            ? Authority.parse(authority)
            : new Authority(Host.parse(authority), -1);
    return compiled.match(parsed.host(), parsed.port());
  }

  private HostRules compile(String rules, List<String> auto, Reach reach) {
    return HostRules.compile(List.of(rules.split("\\|", -1)), auto, reach, problems::add);
  }
}
