package dev.fairlead.app;

import dev.fairlead.app.config.Check;
import dev.fairlead.app.config.Config;
import dev.fairlead.app.config.Egress;
import dev.fairlead.app.config.bind.Scope;
import dev.fairlead.engine.rules.HostRules;
import dev.fairlead.engine.rules.Problem;
import dev.fairlead.engine.rules.Reach;
import dev.fairlead.engine.rules.RouteTable;
import dev.fairlead.filters.authentication.Secret;
import dev.fairlead.filters.domains.DomainRules;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Says with the engine's own compilers whether rules can be used, before anything is started. */
public final class RuleChecks implements Check {
  @Override
  public void check(Config config, Scope scope) {
    Egress egress = config.egress();
    List<String> auto = Texts.of(egress.auto());
    hosts("egress.auto", auto, List.of(), scope);
    hosts("egress.rules", Texts.of(egress.rules()), auto, scope);
    for (int i = 0; i < egress.routes().size(); i++) {
      List<String> hosts = Texts.of(egress.routes().get(i).hosts());
      hosts("egress.routes[" + i + "].hosts", hosts, auto, scope);
    }
    RouteTable.compile(
        ReverseRules.of(config.routing(), _ -> Optional.empty()),
        problem ->
            scope.error(
                "routing.rules[" + problem.index() + "]", problem.message(), "Correct it."));
    domains("blocked", config.security().filtering().domains().blocked(), scope);
    domains("allowed", config.security().filtering().domains().allowed(), scope);
    Inspections.check(config, scope);
    LimitRules.check(config, scope);
    HeaderFilters.check(config, scope);
    ControlChecks.check(config, scope);
    hashes(config, scope);
  }

  private static void domains(String key, List<String> entries, Scope scope) {
    for (int i = 0; i < entries.size(); i++) {
      String problem = DomainRules.problem(entries.get(i));
      if (problem != null) {
        scope.error(
            "security.filtering.domains." + key + "[" + i + "]",
            "\"" + entries.get(i) + "\" is not a domain: " + problem,
            "Write example.com, *.example.com or an address.");
      }
    }
  }

  /** For those who compile later what has been checked here. */
  static final Consumer<Problem> DONE =
      problem -> {
        throw new IllegalStateException("unchecked configuration: " + problem.message());
      };

  private static void hosts(String key, List<String> rules, List<String> auto, Scope scope) {
    HostRules.compile(
        rules,
        auto,
        Reach.EVERYWHERE,
        problem ->
            scope.error(key + "[" + problem.index() + "]", problem.message(), "Correct it."));
  }

  private static void hashes(Config config, Scope scope) {
    for (int i = 0; i < config.auth().users().size(); i++) {
      String key = "auth.users[" + i + "].password_hash";
      config
          .auth()
          .users()
          .get(i)
          .passwordHash()
          .ifPresent(hash -> hash(key, hash.reveal(), scope));
    }
    for (int i = 0; i < config.auth().tokens().size(); i++) {
      String key = "auth.tokens[" + i + "].token_hash";
      config.auth().tokens().get(i).tokenHash().ifPresent(hash -> hash(key, hash.reveal(), scope));
    }
  }

  private static void hash(String key, String written, Scope scope) {
    try {
      Secret.parse(written);
    } catch (IllegalArgumentException e) {
      scope.error(key, String.valueOf(e.getMessage()), "Paste what fairlead hash prints.");
    }
  }
}
