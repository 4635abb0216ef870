package dev.fairlead.engine.routing;

import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.message.OneTarget;
import dev.fairlead.engine.message.Route;
import dev.fairlead.engine.rules.Decision;
import dev.fairlead.engine.rules.HostRules;
import dev.fairlead.engine.rules.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * How requests of the forward door leave: direct, or through a gateway by the rules for hosts.
 *
 * @param rules who goes through a gateway
 * @param choices which gateway, where it is not the usual one; the first that matches counts
 * @param usual the gateway of all others, or null if there is none
 * @param failOpen whether an unreachable gateway means going direct
 * @param connectPorts ports that CONNECT may name
 * @param firstByte how long a response head may take
 * @param bodyLimit bytes of request body
 */
public record Egress(
    HostRules rules,
    List<Choice> choices,
    @Nullable Exit usual,
    boolean failOpen,
    IntPredicate connectPorts,
    Duration firstByte,
    long bodyLimit) {
  /** A gateway for some hosts. */
  public record Choice(HostRules hosts, Exit exit) {}

  public Egress {
    choices = List.copyOf(choices);
  }

  /** The way to a destination that nobody has refused. */
  Route.Forward route(Door door, Host host, int port, boolean tls, Endpoint.Use use) {
    Decision decision = rules.match(host, port);
    Exit exit = exit(decision, host, port);
    Endpoint direct = new Endpoint(host, port, tls, null, use, false);
    if (exit == null) {
      return new Route.Forward(
          door, "direct" + because(decision), new OneTarget(direct), null, firstByte, bodyLimit);
    }
    return new Route.Forward(
        door,
        "gateway " + exit.name() + because(decision),
        exit.to(direct, failOpen),
        null,
        firstByte,
        bodyLimit);
  }

  private @Nullable Exit exit(Decision decision, Host host, int port) {
    if (decision.verdict() == Verdict.EXCLUDE) {
      return null;
    }
    for (Choice choice : choices) {
      if (choice.hosts().match(host, port).included()) {
        return choice.exit();
      }
    }
    return decision.included() ? usual : null;
  }

  private static String because(Decision decision) {
    return switch (decision.verdict()) {
      case INCLUDE, EXCLUDE -> " (" + decision.rule() + ")";
      case PRIVATE -> " (private host, not named by a rule)";
      case NONE -> "";
    };
  }
}
