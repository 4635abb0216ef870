package dev.fairlead.app;

import dev.fairlead.app.config.Config;
import dev.fairlead.app.config.HeaderEdits;
import dev.fairlead.app.config.RouteHeaders;
import dev.fairlead.app.config.Routing;
import dev.fairlead.app.config.Security;
import dev.fairlead.app.config.Toggle;
import dev.fairlead.app.config.bind.Scope;
import dev.fairlead.engine.filter.Filter;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.filters.headers.HeaderRule;
import dev.fairlead.filters.headers.HeaderRules;
import dev.fairlead.filters.headers.RequestHeaders;
import dev.fairlead.filters.headers.ResponseHeaders;
import dev.fairlead.filters.headers.SecurityHeaders;
import dev.fairlead.filters.headers.SecurityHeaders.Field;
import dev.fairlead.filters.headers.SecurityHeaders.Fields;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The filters that change header fields, for all requests and for those of one routing rule. */
final class HeaderFilters {
  private HeaderFilters() {}

  /* ---------------- Security headers ---------------- */

  static Optional<Filter> security(Config config) {
    Security.Headers headers = config.security().headers();
    boolean off = headers.apply() == Security.Apply.OFF;
    Map<String, Fields> byRoute = new HashMap<>();
    forEachRule(
        config.routing(),
        (name, rule) -> {
          if (differs(rule.security())) {
            byRoute.put(name, fields(headers, off, rule.security()));
          }
        });
    if (off && byRoute.values().stream().allMatch(Fields.NONE::equals)) {
      return Optional.empty();
    }
    Fields usual = off ? Fields.NONE : fields(headers);
    boolean all = headers.apply() == Security.Apply.ALL;
    return Optional.of(new SecurityHeaders(all, usual, byRoute));
  }

  private static boolean differs(RouteHeaders.SecurityFields fields) {
    return fields.enabled() != Toggle.AUTO
        || fields.xContentTypeOptions().isPresent()
        || fields.xFrameOptions().isPresent()
        || fields.referrerPolicy().isPresent()
        || fields.contentSecurityPolicy().isPresent()
        || fields.strictTransportSecurity().isPresent();
  }

  private static Fields fields(
      Security.Headers usual, boolean off, RouteHeaders.SecurityFields other) {
    if (other.enabled() == Toggle.OFF || (off && other.enabled() == Toggle.AUTO)) {
      return Fields.NONE;
    }
    return fields(
        new Security.Headers(
            usual.apply(),
            other.xContentTypeOptions().orElse(usual.xContentTypeOptions()),
            other.xFrameOptions().orElse(usual.xFrameOptions()),
            other.referrerPolicy().orElse(usual.referrerPolicy()),
            other.contentSecurityPolicy().orElse(usual.contentSecurityPolicy()),
            other.strictTransportSecurity().orElse(usual.strictTransportSecurity())));
  }

  private static Fields fields(Security.Headers headers) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("X-Content-Type-Options", headers.xContentTypeOptions());
    values.put("X-Frame-Options", headers.xFrameOptions());
    values.put("Referrer-Policy", headers.referrerPolicy());
    values.put("Content-Security-Policy", headers.contentSecurityPolicy());
    values.values().removeIf(value -> value.equals("off"));
    List<Field> fields =
        values.entrySet().stream()
            .map(each -> new Field(FieldName.of(each.getKey()), each.getValue()))
            .toList();
    String transport = headers.strictTransportSecurity();
    return new Fields(fields, transport.equals("off") ? null : transport);
  }

  /* ---------------- Rules ---------------- */

  static Optional<Filter> requests(Config config) {
    HeaderRules rules = rules(config, config.headers().request(), RouteHeaders::request);
    return rules.isEmpty()
        ? Optional.empty()
        : Optional.of(new RequestHeaders(rules, InstantSource.system()));
  }

  static Optional<Filter> responses(Config config) {
    HeaderRules rules = rules(config, config.headers().response(), RouteHeaders::response);
    return rules.isEmpty()
        ? Optional.empty()
        : Optional.of(new ResponseHeaders(rules, InstantSource.system()));
  }

  private static HeaderRules rules(
      Config config,
      List<HeaderEdits.Rule> always,
      Function<RouteHeaders, List<HeaderEdits.Rule>> ofRoute) {
    Map<String, List<HeaderRule>> byRoute = new HashMap<>();
    forEachRule(
        config.routing(),
        (name, headers) -> {
          if (!ofRoute.apply(headers).isEmpty()) {
            byRoute.put(name, HeaderRuleReader.compile(ofRoute.apply(headers)));
          }
        });
    return new HeaderRules(HeaderRuleReader.compile(always), byRoute);
  }

  private static void forEachRule(Routing routing, BiConsumer<String, RouteHeaders> visitor) {
    List<Routing.Rule> rules = routing.rules();
    for (int i = 0; i < rules.size(); i++) {
      visitor.accept(ReverseRules.name(rules.get(i), i), rules.get(i).headers());
    }
  }

  static void check(Config config, Scope scope) {
    HeaderRuleReader.check("headers.request", config.headers().request(), scope);
    HeaderRuleReader.check("headers.response", config.headers().response(), scope);
    List<Routing.Rule> rules = config.routing().rules();
    for (int i = 0; i < rules.size(); i++) {
      String key = "routing.rules[" + i + "].headers";
      HeaderRuleReader.check(key + ".request", rules.get(i).headers().request(), scope);
      HeaderRuleReader.check(key + ".response", rules.get(i).headers().response(), scope);
    }
  }
}
