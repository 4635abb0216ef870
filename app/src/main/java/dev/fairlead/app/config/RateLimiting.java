package dev.fairlead.app.config;

import dev.fairlead.app.config.bind.Checked;
import dev.fairlead.app.config.bind.Key;
import dev.fairlead.app.config.bind.Scope;
import dev.fairlead.app.config.unit.ByteSize;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How much clients may do in a time; the short form is a single rule by the name of default. */
public record RateLimiting(
    @Key(value = "Whether the limits hold.", preset = "false") boolean enabled,
    @Key(
            value = "Requests a second, for one rule without more words; 100 if there is no other.",
            max = 1_000_000)
        Optional<Integer> requestsPerSecond,
    @Key(value = "Requests of that rule at once; twice as many if not given.", max = 1_000_000)
        Optional<Integer> burst,
    @Key(
            value = "What requests of that rule have in common that count together.",
            preset = "client")
        List<Per> key,
    @Key("Rules; all that match hold, those above are asked first.") List<Rule> rules,
    @Key(value = "Bits of an IPv6 address that make one client.", preset = "64", max = 128)
        int ipv6Prefix,
    @Key(
            value = "Whether responses of the forward door carry the RateLimit headers, too.",
            preset = "false")
        boolean forwardHeaders)
    implements Checked {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}");

  /** What requests have in common that count together. */
  public enum Per {
    CLIENT,
    USER,
    ROUTE,
    DESTINATION,
    CREDENTIAL,
    GLOBAL
  }

  /** A limit on requests, exchanges or bytes. */
  public record Rule(
      @Key("Name, for refusals; what it has counted survives a reload.") String name,
      @Key(
              value = "What requests have in common that count together; one or several.",
              preset = "client")
          List<Per> key,
      @Key(value = "Requests a second.", max = 1_000_000) Optional<Integer> requestsPerSecond,
      @Key(value = "Requests a minute, instead.", max = 1_000_000)
          Optional<Integer> requestsPerMinute,
      @Key(value = "Requests an hour, instead.", max = 1_000_000) Optional<Integer> requestsPerHour,
      @Key(value = "Requests at once; as many as in the time if not given.", max = 1_000_000)
          Optional<Integer> burst,
      @Key("Bytes a second, in each direction, tunnels too.") Optional<ByteSize> bytesPerSecond,
      @Key(value = "Exchanges at a time.", max = 1_000_000) Optional<Integer> concurrent,
      @Key("Which requests; none given means all.") RequestMatch match)
      implements Checked {
    @Override
    public void check(Scope scope) {
      if (!NAME.matcher(name).matches()) {
        scope.error("name", "is not a name", "Write up to 64 letters, digits, dots and dashes.");
      }
      requireOneLimit(scope);
      if (burst.isPresent() && rates() == 0 && !isUnsure(scope)) {
        scope.error("burst", "needs a rate", "Add requests_per_second.");
      }
      if (key.isEmpty() && !scope.isBroken("key")) {
        scope.error("key", "is empty", "Write client, or global for one limit for all.");
      }
      if (bytesPerSecond.filter(ByteSize::isUnlimited).isPresent()) {
        scope.error("bytes_per_second", "limits nothing", "Leave it out.");
      }
    }

    private void requireOneLimit(Scope scope) {
      if (rates() > 1) {
        String second = requestsPerHour.isPresent() ? "requests_per_hour" : "requests_per_minute";
        scope.error(second, "is given beside another rate", "Write two rules, or keep one rate.");
      }
      if (rates() == 0 && bytesPerSecond.isEmpty() && concurrent.isEmpty() && !isUnsure(scope)) {
        scope.error(
            "requests_per_second",
            "or another limit is missing",
            "Add requests_per_second, bytes_per_second or concurrent.");
      }
    }

    private long rates() {
      return Stream.of(requestsPerSecond, requestsPerMinute, requestsPerHour)
          .filter(Optional::isPresent)
          .count();
    }

    private static boolean isUnsure(Scope scope) {
      return scope.isBroken("requests_per_second")
          || scope.isBroken("requests_per_minute")
          || scope.isBroken("requests_per_hour")
          || scope.isBroken("bytes_per_second")
          || scope.isBroken("concurrent");
    }
  }

  /** Whether there is the one rule that the short form writes. */
  public boolean hasShortForm() {
    return requestsPerSecond.isPresent() || rules.isEmpty();
  }

  @Override
  public void check(Scope scope) {
    if (scope.isBroken("rules")) {
      return;
    }
    Map<String, String> names = new HashMap<>();
    for (int i = 0; i < rules.size(); i++) {
      scope.unique(names, rules.get(i).name(), "rules[" + i + "].name");
    }
    if (!hasShortForm() && burst.isPresent()) {
      scope.error(
          "burst", "needs requests_per_second beside it", "Add that, or write it in a rule.");
    }
    if (hasShortForm() && names.containsKey("default")) {
      scope.error(
          names.get("default"),
          "is the name of the rule that requests_per_second makes",
          "Choose another.");
    }
    if (hasShortForm() && key.isEmpty() && !scope.isBroken("key")) {
      scope.error("key", "is empty", "Write client, or global for one limit for all.");
    }
  }
}
