package dev.fairlead.app.config;

import dev.fairlead.app.config.bind.Checked;
import dev.fairlead.app.config.bind.Key;
import dev.fairlead.app.config.bind.Scope;
import dev.fairlead.app.config.bind.Written;
import dev.fairlead.app.config.unit.Cidr;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which hosts may be reached, access lists, limits and safe headers. */
public record Security(
    @Key("Which hosts may be reached, by name.") Filtering filtering,
    @Key("Which client addresses may connect, and which destinations be reached.") Access access,
    @Key("How much clients may do in a time.") RateLimiting rateLimiting,
    @Key("Headers that make answers safer to show in a browser.") Headers headers,
    @Key("Which bodies are looked at, and for what; every rule that fits applies.")
        List<Inspection> inspection)
    implements Checked {
  @Override
  public void check(Scope scope) {
    if (scope.isBroken("inspection")) {
      return;
    }
    Map<String, String> names = new HashMap<>();
    for (int i = 0; i < inspection.size(); i++) {
      scope.unique(names, inspection.get(i).name(), "inspection[" + i + "].name");
    }
  }

  /** Addresses of clients, and of what they reach. */
  public record Access(
      @Key("Ranges that may connect; none means all, as far as deny lets them.") List<Cidr> allow,
      @Key("Ranges that may not, even when allowed.") List<Cidr> deny,
      @Key("Addresses that clients may reach, judged after resolution.")
          Destinations destinations) {}

  /** Destination addresses. */
  public record Destinations(
      @Key("Ranges that may be reached; none means all, as far as deny and egress.guard let them.")
          List<Cidr> allow,
      @Key("Ranges that may not, even when egress.guard.allow has them.") List<Cidr> deny) {}

  /** Which answers get the headers. */
  public enum Apply {
    @Written({"local_and_reverse", "true"})
    LOCAL_AND_REVERSE,
    ALL,
    @Written({"off", "false"})
    OFF
  }

  /** The headers; a value of {@code off} leaves one out. */
  public record Headers(
      @Key(
              value = "Which answers get them: our own and backends', all, or none.",
              preset = "local_and_reverse",
              aka = "enabled")
          Apply apply,
      @Key(value = "X-Content-Type-Options; off sends none.", preset = "nosniff")
          String xContentTypeOptions,
      @Key(value = "X-Frame-Options; off sends none.", preset = "DENY") String xFrameOptions,
      @Key(value = "Referrer-Policy; off sends none.", preset = "no-referrer")
          String referrerPolicy,
      @Key(value = "Content-Security-Policy; off sends none.", preset = "off")
          String contentSecurityPolicy,
      @Key(
              value =
                  "Strict-Transport-Security, over TLS and for host names"
                      + " only; off sends none.",
              preset = "max-age=31536000")
          String strictTransportSecurity)
      implements Checked {
    @Override
    public void check(Scope scope) {
      requireValue(scope, "x_content_type_options", xContentTypeOptions);
      requireValue(scope, "x_frame_options", xFrameOptions);
      requireValue(scope, "referrer_policy", referrerPolicy);
      requireValue(scope, "content_security_policy", contentSecurityPolicy);
      requireValue(scope, "strict_transport_security", strictTransportSecurity);
    }

    static void requireValue(Scope scope, String key, String value) {
      if (!value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
        scope.error(key, "does not fit into a header", "Use plain letters on one line.");
      }
    }
  }
}
