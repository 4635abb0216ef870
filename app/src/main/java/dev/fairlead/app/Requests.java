package dev.fairlead.app;

import dev.fairlead.app.config.RequestMatch;
import dev.fairlead.app.config.bind.Scope;
import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.rules.RouteRule;
import dev.fairlead.engine.rules.RouteTable;
import java.util.List;
import java.util.function.Predicate;

/** Makes {@code match} sections of rules into conditions, with the engine's own routing rules. */
final class Requests {
  private Requests() {}

  static Predicate<RequestHead> matching(RequestMatch match) {
    if (match.isEmpty()) {
      return _ -> true;
    }
    RouteTable<Boolean> table = RouteTable.compile(List.of(rule("", match)), RuleChecks.DONE);
    return request -> matches(table, request);
  }

  /** A path that can be read in more than one way is what the rule says it is for. */
  private static boolean matches(RouteTable<Boolean> table, RequestHead request) {
    try {
      return table.find(request) != null;
    } catch (BadMessage _) {
      return true;
    }
  }

  static void check(String name, String key, RequestMatch match, Scope scope) {
    RouteTable.compile(
        List.of(rule(name, match)), problem -> scope.error(key, problem.message(), "Correct it."));
  }

  private static RouteRule<Boolean> rule(String name, RequestMatch match) {
    return new RouteRule<>(name, match.hosts(), match.paths(), match.methods(), List.of(), true);
  }
}
