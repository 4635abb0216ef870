package dev.fairlead.app.config;

import dev.fairlead.app.config.bind.Checked;
import dev.fairlead.app.config.bind.Key;
import dev.fairlead.app.config.bind.Scope;
import java.util.List;
import java.util.Optional;

/** What one routing rule does with header fields. */
public record RouteHeaders(
    @Key("Changes of requests, after those of headers.request.") List<HeaderEdits.Rule> request,
    @Key("Changes of responses, after those of headers.response.") List<HeaderEdits.Rule> response,
    @Key("Other security headers for this rule.") SecurityFields security) {

  /** Security headers that differ from {@code security.headers}. */
  public record SecurityFields(
      @Key(value = "Whether any of them is sent; auto: as everywhere.", preset = "auto")
          Toggle enabled,
      @Key("X-Content-Type-Options instead; off sends none.") Optional<String> xContentTypeOptions,
      @Key("X-Frame-Options instead; off sends none.") Optional<String> xFrameOptions,
      @Key("Referrer-Policy instead; off sends none.") Optional<String> referrerPolicy,
      @Key("Content-Security-Policy instead; off sends none.")
          Optional<String> contentSecurityPolicy,
      @Key("Strict-Transport-Security instead; off sends none.")
          Optional<String> strictTransportSecurity)
      implements Checked {
    @Override
    public void check(Scope scope) {
      xContentTypeOptions.ifPresent(
          value -> Security.Headers.requireValue(scope, "x_content_type_options", value));
      xFrameOptions.ifPresent(
          value -> Security.Headers.requireValue(scope, "x_frame_options", value));
      referrerPolicy.ifPresent(
          value -> Security.Headers.requireValue(scope, "referrer_policy", value));
      contentSecurityPolicy.ifPresent(
          value -> Security.Headers.requireValue(scope, "content_security_policy", value));
      strictTransportSecurity.ifPresent(
          value -> Security.Headers.requireValue(scope, "strict_transport_security", value));
    }
  }
}
