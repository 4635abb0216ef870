package dev.fairlead.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RouteTableTest {
  private static final RouteTable<Integer> TABLE =
      table(
          List.of(
              rule("paths", hosts(), List.of("/static/", "/v*/files/**"), List.of(), List.of()),
              rule("exact", hosts("api.example.com"), List.of(), List.of("GET", "HEAD"), List.of()),
              rule("below", hosts("*.example.com"), List.of("/deep/"), List.of(), List.of()),
              rule(
                  "again",
                  hosts("api.example.com", "*.other.example"),
                  List.of(),
                  List.of(),
                  List.of()),
              rule(
                  "canary",
                  hosts(),
                  List.of(),
                  List.of(),
                  List.of(
                      new RouteRule.Header("X-Env", "canary"),
                      new RouteRule.Header("X-User", null))),
              rule("address", hosts("[::1]", "10.0.0.1"), List.of("/"), List.of(), List.of()),
              rule("star", hosts("*"), List.of("/any"), List.of(), List.of())));

  @ParameterizedTest
  @CsvSource({
    "GET, api.example.com, /x, exact, true",
    "GET, API.example.com.:8080, /x, exact, true",
    "POST, api.example.com, /x, again, true",
    "POST, api.example.com, /deep/x, below, true",
    "GET, api.example.com, /deep/x, exact, true",
    "GET, api.example.com, /static/x, exact, true",
    "GET, a.b.example.com, /deep/x, below, true",
    "GET, example.com, /deep/x, , false",
    "GET, x.other.example, /, again, true",
    "GET, other.example, /, , false",
    "GET, any.example, /static/x?y, paths, false",
    "GET, any.example, /v2/files/a/b, paths, false",
    "GET, any.example, /x/../static/y, paths, false",
    "GET, any.example, /static/../x, , false",
    "GET, any.example, /%73tatic/y, paths, false",
    "GET, any.example, //static/y, paths, false",
    "GET, '', /static/x, paths, false",
    "GET, [::1]:80, /, address, true",
    "GET, 10.0.0.1, /q, address, true",
    "OPTIONS, 10.0.0.1, *, , false",
    "GET, any.example, /any?x, star, false",
  })
  void theRuleIsFound(
      String method, String authority, String path, @Nullable String rule, boolean namesHost)
      throws BadMessage {
    Routed<Integer> routed = TABLE.find(head(method, authority, path, Map.of()));
    assertThat(routed == null ? null : routed.name()).isEqualTo(rule);
    assertThat(routed != null && routed.namesHost()).isEqualTo(namesHost);
  }

  @Test
  void allHeaderConditionsMustHold() throws BadMessage {
    Map<String, String> both = Map.of("x-env", "canary", "x-user", "");
    assertThat(name(head("GET", "any.example", "/", both))).isEqualTo("canary");
    Map<String, String> otherValue = Map.of("x-env", "Canary", "x-user", "me");
    assertThat(name(head("GET", "any.example", "/", otherValue))).isNull();
    assertThat(name(head("GET", "any.example", "/", Map.of("x-env", "canary")))).isNull();
  }

  @Test
  void anyFieldOfThatNameMayHaveTheValue() throws BadMessage {
    RequestHead head = head("GET", "any.example", "/", Map.of("x-user", "me"));
    head.headers().add("x-env", "live");
    head.headers().add("x-env", "canary");
    assertThat(name(head)).isEqualTo("canary");
  }

  @ParameterizedTest
  @CsvSource({"/static/..%2fadmin", "/x/..;/static/", "/../static/", "/static//../x"})
  void pathsWithTwoReadingsAreRefusedWhereARuleDependsOnThem(String path) {
    assertThatExceptionOfType(BadMessage.class)
        .isThrownBy(() -> TABLE.find(head("GET", "any.example", path, Map.of())))
        .satisfies(e -> assertThat(e.failure().kind()).isEqualTo(Failure.Kind.BAD_REQUEST))
        .withMessageNotContaining("static");
  }

  @Test
  void pathsWithTwoReadingsPassWhereNoRuleDependsOnThem() throws BadMessage {
    assertThat(name(head("GET", "api.example.com", "/a/..%2fb", Map.of()))).isEqualTo("exact");
    RouteTable<Integer> hostOnly =
        table(List.of(rule("x", hosts("a.example"), List.of("/x/"), List.of(), List.of())));
    assertThat(hostOnly.find(head("GET", "b.example", "/a/..%2fb", Map.of()))).isNull();
  }

  @Test
  void valuesAndNamesAreThoseOfTheRule() throws BadMessage {
    assertThat(TABLE.find(head("GET", "any.example", "/any", Map.of())))
        .isEqualTo(new Routed<>("star", false, 4));
  }

  @Test
  void everythingWrongIsReportedWithItsRule() {
    List<Problem> problems = new ArrayList<>();
    RouteTable.compile(
        List.of(
            rule("fine", hosts("a.example"), List.of("/"), List.of("GET"), List.of()),
            rule(
                "bad",
                hosts("google.*", "a.example:80", "10.0.0.0/8", "a*b"),
                List.of("x", "/a/../b"),
                List.of("get", "a b"),
                List.of(new RouteRule.Header("a b", null), new RouteRule.Header("a", "x\ny")))),
        problems::add);
    assertThat(problems).hasSize(10).allSatisfy(p -> assertThat(p.index()).isEqualTo(1));
    assertThat(problems)
        .extracting(Problem::message)
        .allSatisfy(m -> assertThat(m).startsWith("route \"bad\": ").doesNotContain("\n"))
        .anySatisfy(m -> assertThat(m).contains("\"get\" never comes; write GET"))
        .anySatisfy(m -> assertThat(m).contains("\"google.*\" is too open"))
        .anySatisfy(m -> assertThat(m).contains("routes are for every port"));
  }

  @Test
  void anEmptyTableFindsNothing() throws BadMessage {
    assertThat(table(List.of()).find(head("GET", "a.example", "/../x", Map.of()))).isNull();
  }

  /** Named rules before others, each group in order: asked of every rule in turn. */
  @Test
  void theIndexFindsWhatReadingInOrderFinds() throws BadMessage {
    Random random = new Random(11);
    List<String> hosts = List.of("a.x", "b.x", "*.x", "*.a.x", "c.a.x", "*");
    List<String> paths = List.of("/", "/p/", "/p/q", "/*/q", "/r/**");
    for (int round = 0; round < 400; round++) {
      List<RouteRule<Integer>> rules = new ArrayList<>();
      for (int i = random.nextInt(10); i >= 0; i--) {
        rules.add(
            rule(
                "rule" + i,
                some(random, hosts),
                some(random, paths),
                some(random, List.of("GET", "PUT")),
                List.of()));
      }
      RouteTable<Integer> table = RouteTable.compile(rules, RouteTableTest::fail);
      for (int i = 0; i < 30; i++) {
        String host = pick(random, List.of("a.x", "b.x", "c.a.x", "d.c.a.x", "y"));
        String path = pick(random, List.of("/", "/p/", "/p/q", "/p/q/r", "/r", "/r/s"));
        String method = pick(random, List.of("GET", "PUT", "POST"));
        Routed<Integer> found = table.find(head(method, host, path, Map.of()));
        assertThat(found == null ? null : found.name())
            .as("%s %s%s in %s", method, host, path, rules)
            .isEqualTo(naive(rules, method, host, path));
      }
    }
  }

  private static @Nullable String naive(
      List<RouteRule<Integer>> rules, String method, String host, String path) {
    for (boolean named : new boolean[] {true, false}) {
      for (RouteRule<Integer> rule : rules) {
        boolean names = !rule.hosts().isEmpty() && !rule.hosts().contains("*");
        boolean hostFits =
            rule.hosts().stream()
                .anyMatch(h -> h.startsWith("*.") ? host.endsWith(h.substring(1)) : h.equals(host));
        boolean pathFits =
            rule.paths().isEmpty()
                || rule.paths().stream().anyMatch(p -> PathPattern.parse(p).matches(path));
        boolean methodFits = rule.methods().isEmpty() || rule.methods().contains(method);
        if (names == named && (hostFits || !named) && pathFits && methodFits) {
          return rule.name();
        }
      }
    }
    return null;
  }

  private static List<String> some(Random random, List<String> from) {
    return from.stream().filter(_ -> random.nextInt(from.size()) < 2).toList();
  }

  private static String pick(Random random, List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static @Nullable String name(RequestHead head) throws BadMessage {
    Routed<Integer> routed = TABLE.find(head);
    return routed == null ? null : routed.name();
  }

  private static RouteRule<Integer> rule(
      String name,
      List<String> hosts,
      List<String> paths,
      List<String> methods,
      List<RouteRule.Header> headers) {
    return new RouteRule<>(name, hosts, paths, methods, headers, name.length());
  }

  private static List<String> hosts(String... hosts) {
    return List.of(hosts);
  }

  private static RouteTable<Integer> table(List<RouteRule<Integer>> rules) {
    return RouteTable.compile(rules, RouteTableTest::fail);
  }

  private static void fail(Problem problem) {
    throw new AssertionError(problem);
  }

  private static RequestHead head(
      String method, String authority, String path, Map<String, String> fields) {
    Headers headers = new Headers();
    fields.forEach(headers::add);
    return new RequestHead(
        Method.of(method),
        RequestHead.Form.ORIGIN,
        null,
        authority.isEmpty() ? null : Authority.parse(authority),
        path,
        HttpVersion.HTTP_1_1,
        headers,
        0,
        null);
  }
}
