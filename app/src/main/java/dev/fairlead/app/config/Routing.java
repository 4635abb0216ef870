package dev.fairlead.app.config;

import dev.fairlead.app.config.balance.CircuitBreaker;
import dev.fairlead.app.config.balance.Hash;
import dev.fairlead.app.config.balance.HealthCheck;
import dev.fairlead.app.config.balance.Outlier;
import dev.fairlead.app.config.balance.Retries;
import dev.fairlead.app.config.balance.Sticky;
import dev.fairlead.app.config.balance.Strategy;
import dev.fairlead.app.config.balance.Target;
import dev.fairlead.app.config.bind.Absent;
import dev.fairlead.app.config.bind.Checked;
import dev.fairlead.app.config.bind.Key;
import dev.fairlead.app.config.bind.Scope;
import dev.fairlead.app.config.unit.Addresses;
import dev.fairlead.app.config.unit.ByteSize;
import dev.fairlead.app.config.unit.Cidr;
import dev.fairlead.app.config.unit.HttpUrl;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which requests go to which backend. */
public record Routing(
    @Key("Backend for requests that no rule takes.") Optional<HttpUrl> defaultBackend,
    @Key("Rules in order; the first that matches counts.") List<Rule> rules)
    implements Checked {

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  /** Requests and the backend they go to. */
  public record Rule(
      @Key("Name, for logs and refusals.") Optional<String> name,
      @Key("Which requests; everything given must fit.") Match match,
      @Key("Which clients may use it, beside security.access.") RuleAccess access,
      @Key("Where they go.") Forward forward,
      @Key("What is done with their headers.") RouteHeaders headers) {}

  /** Client addresses of one rule. */
  public record RuleAccess(
      @Key("Ranges that may; none means all, as far as deny lets them.") List<Cidr> allow,
      @Key("Ranges that may not, even when allowed.") List<Cidr> deny) {}

  /** A condition on requests. */
  public record Match(
      @Key("Host name, or *.example.com for any name below it.") Optional<String> host,
      @Key("Path: /api/ is all below it, /api just that; * within a segment, ** across.")
          Optional<String> path,
      @Key(value = "Request methods.", aka = "method") List<String> methods,
      @Key("Header fields with the value they must have; * is any value.")
          Map<String, String> headers)
      implements Checked {
    @Override
    public void check(Scope scope) {
      boolean empty = host.isEmpty() && path.isEmpty() && methods.isEmpty() && headers.isEmpty();
      if (empty && !scope.isBroken("")) {
        scope.error(
            "host", "or another condition is missing", "Use routing.default_backend for the rest.");
      }
      if (host.isPresent() && !isHostPattern(host.get())) {
        scope.error("host", "is not a host", "Write example.com or *.example.com, no port.");
      }
      if (path.isPresent() && !path.get().startsWith("/") && !path.get().startsWith("*")) {
        scope.error("path", "does not begin with /", "Write one such as /api/.");
      }
      for (int i = 0; i < methods.size(); i++) {
        if (!TOKEN.matcher(methods.get(i)).matches()) {
          scope.error("methods[" + i + "]", "is not a method", "Write one such as GET.");
        }
      }
      if (!headers.keySet().stream().allMatch(name -> TOKEN.matcher(name).matches())) {
        scope.error("headers", "holds a name that no header has", "Correct it.");
      }
    }
  }

  /** Where matching requests go. */
  @Absent({"hedge", "mirror"})
  public record Forward(
      @Key("The backend's URL; a path in it comes before the request's.") Optional<HttpUrl> target,
      @Key("Several backends, instead of target.") List<Target> targets,
      @Key(value = "Which of the live targets gets a request.", preset = "weighted")
          Strategy strategy,
      @Key("What strategy hash goes by; without more, the client's address.") Hash hash,
      @Key("Keeps each client on one target, by a cookie of that name.") Optional<Sticky> sticky,
      @Key("Questions that targets are asked beside the traffic; none without this.")
          Optional<HealthCheck> health,
      @Key("When a target is taken out for a while because of how it answers.") Outlier outlier,
      @Key(
              value = "How long a target that is new or back takes to get its full share.",
              preset = "0",
              zero = "it gets it at once")
          Duration slowStart,
      @Key("When another target is tried.") Retries retries,
      @Key("When all targets together are left alone; never without this.")
          Optional<CircuitBreaker> circuitBreaker,
      @Key(
              value = "Percent of live targets below which all are used, live or not.",
              preset = "0",
              zero = "only when none is live",
              max = 100)
          int panic,
      @Key("Prefix taken off the path before it is forwarded.") Optional<String> stripPrefix,
      @Key(
              value = "Whether the backend sees the client's Host instead of its own.",
              preset = "false")
          boolean preserveHost,
      @Key("Other timeouts for this rule.") RuleTimeouts timeouts,
      @Key("Other limits for this rule.") RuleLimits limits)
      implements Checked {
    @Override
    public void check(Scope scope) {
      if (stripPrefix.isPresent() && !stripPrefix.get().startsWith("/")) {
        scope.error("strip_prefix", "does not begin with /", "Write one such as /api.");
      }
      if (target.isPresent() == !targets.isEmpty() && !scope.isBroken("targets")) {
        oneOrSeveral(scope);
      }
      strategy.check(scope, targets.stream().map(Target::weight).toList());
      similar(scope);
    }

    private void oneOrSeveral(Scope scope) {
      if (target.isPresent()) {
        scope.error("targets", "are given beside target", "Keep one of the two.");
      } else if (!scope.isBroken("target")) {
        scope.error("target", "is missing", "Write the backend's URL, or several as targets.");
      }
    }

    private void similar(Scope scope) {
      Map<String, String> urls = new HashMap<>();
      for (int i = 0; i < targets.size(); i++) {
        HttpUrl first = targets.getFirst().url();
        HttpUrl url = targets.get(i).url();
        if (url.tls() != first.tls() || !url.path().equals(first.path())) {
          scope.error(
              "targets[" + i + "].url",
              "has another scheme or path than the first target",
              "Make them the same, or write a rule of its own.");
        }
        scope.unique(urls, url.toString(), "targets[" + i + "].url");
      }
    }

    /** All targets, the only one too. */
    public List<Target> all() {
      return target.map(url -> List.of(Target.of(url))).orElse(targets);
    }
  }

  /** Timeouts of one rule. */
  public record RuleTimeouts(
      @Key("For the backend's first byte, instead of server.timeouts.first_byte_reverse.")
          Optional<Duration> firstByte) {}

  /** Limits of one rule. */
  public record RuleLimits(
      @Key("Longest request target, instead of server.limits.url.") Optional<ByteSize> url,
      @Key("Largest request header section, instead of server.limits.headers.")
          Optional<ByteSize> headers,
      @Key(value = "Largest request body, instead of server.limits.body.", zero = "no body")
          Optional<ByteSize> body) {}

  @Override
  public void check(Scope scope) {
    if (scope.isBroken("rules")) {
      return;
    }
    Map<String, String> names = new HashMap<>();
    for (int i = 0; i < rules.size(); i++) {
      String at = "rules[" + i + "].name";
      rules.get(i).name().ifPresent(name -> checkName(scope, names, name, at));
    }
  }

  /** Rules are found again by name: one must not carry the name that another has by itself. */
  private static void checkName(Scope scope, Map<String, String> names, String name, String at) {
    scope.unique(names, name, at);
    if (name.equals("default_backend") || name.startsWith("routing.rules[")) {
      scope.error(at, "is how Fairlead calls other rules", "Choose another name.");
    }
  }

  private static boolean isHostPattern(String host) {
    return Addresses.isHost(host.startsWith("*.") ? host.substring(2) : host);
  }
}
