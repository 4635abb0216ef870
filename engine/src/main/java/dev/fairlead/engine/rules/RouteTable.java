package dev.fairlead.engine.rules;

import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.RequestHead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/*
 * Rules that name a host are tried before rules that do not, because between the two come the paths
 * that Fairlead answers itself (see Routed.namesHost); within each group the order of the file
 * decides. An index by host gives the numbers of the rules that can match at all, in ascending
 * order: those for the host, those for each of its parents. The lowest number whose condition holds
 * wins, so each list is read no further than the best found so far.
 */

/** Routing rules, compiled; immutable. */
public final class RouteTable<T> {
  private static final int NOBODY = Integer.MAX_VALUE;
  private static final int[] NO_RULES = {};

  private final List<Routed<T>> routes = new ArrayList<>();
  private final List<Condition> conditions = new ArrayList<>();
  private final NameTable<int[]> exact;
  private final NameTable<int[]> suffixes;
  private final int[] hostless;

  private RouteTable(List<RouteRule<T>> rules, Consumer<Problem> problems) {
    Map<String, List<Integer>> exact = new HashMap<>();
    Map<String, List<Integer>> suffixes = new HashMap<>();
    List<Integer> hostless = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      RouteRule<T> rule = rules.get(i);
      RouteReader reader = new RouteReader(i, rule.name(), problems);
      List<HostPattern> hosts = reader.hosts(rule.hosts());
      boolean named = !rule.hosts().isEmpty() && !hosts.contains(new HostPattern.Any());
      routes.add(new Routed<>(rule.name(), named, rule.value()));
      conditions.add(reader.condition(rule));
      if (named) {
        index(i, hosts, exact, suffixes);
      } else {
        hostless.add(i);
      }
    }
    this.exact = NameTable.backward(exact.keySet(), key -> numbers(exact.get(key)));
    this.suffixes = NameTable.backward(suffixes.keySet(), key -> numbers(suffixes.get(key)));
    this.hostless = numbers(hostless);
  }

  /**
   * Compiles rules in the order of the file. Everything that is wrong is reported, with the index
   * of the rule; a table with problems must not be used.
   */
  public static <T> RouteTable<T> compile(List<RouteRule<T>> rules, Consumer<Problem> problems) {
    return new RouteTable<>(rules, problems);
  }

  /**
   * The rule for a request, or null. Paths are compared as {@link RequestPath#view} shows them.
   *
   * @throws BadMessage if that depends on how one reads the path
   */
  public @Nullable Routed<T> find(RequestHead head) throws BadMessage {
    if (routes.isEmpty()) {
      return null;
    }
    String view = RequestPath.view(head.path());
    Authority authority = head.authority();
    int best = authority == null ? NOBODY : byHost(authority.host().text(), head, view);
    if (best == NOBODY) {
      best = first(hostless, NOBODY, head, view);
    }
    if (best == NOBODY) {
      return null;
    }
    if (view == null && conditions.get(best).looksAtPath()) {
      throw new BadMessage(
          Failure.Kind.BAD_REQUEST,
          "the path can be read in more than one way; send it without \"..\" segments");
    }
    return routes.get(best);
  }

  private int byHost(String host, RequestHead head, @Nullable String view) {
    int best = NOBODY;
    int hash = 0;
    for (int i = host.length() - 1; i >= 0; i--) {
      char c = host.charAt(i);
      if (c == '.') {
        best = first(suffixes.get(host, i + 1, host.length(), hash), best, head, view);
      }
      hash = NameTable.step(hash, c);
    }
    return first(exact.get(host, 0, host.length(), hash), best, head, view);
  }

  private int first(int @Nullable [] numbers, int best, RequestHead head, @Nullable String view) {
    for (int number : numbers == null ? NO_RULES : numbers) {
      if (number >= best) {
        return best;
      }
      if (conditions.get(number).matches(head, view)) {
        return number;
      }
    }
    return best;
  }

  private static void index(
      int number,
      List<HostPattern> hosts,
      Map<String, List<Integer>> exact,
      Map<String, List<Integer>> suffixes) {
    for (HostPattern host : hosts) {
      switch (host) {
        case HostPattern.Exact(var name) -> put(exact, name.text(), number);
        case HostPattern.Suffix(String parent) -> put(suffixes, parent, number);
        case HostPattern.Any _, HostPattern.Prefix _, HostPattern.Block _ ->
            throw new IllegalStateException("not a host that routes name");
      }
    }
  }

  private static void put(Map<String, List<Integer>> index, String key, int number) {
    index.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(number);
  }

  private static int[] numbers(@Nullable List<Integer> numbers) {
    return Objects.requireNonNull(numbers).stream().mapToInt(Integer::intValue).toArray();
  }
}
