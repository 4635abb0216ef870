package dev.fairlead.app.config.balance;

import dev.fairlead.app.config.bind.Checked;
import dev.fairlead.app.config.bind.Key;
import dev.fairlead.app.config.bind.Scope;
import dev.fairlead.app.config.bind.Shorthand;
import java.time.Duration;
import java.util.Optional;

/** A cookie that brings a client back to the target that answered it first. */
@Shorthand("cookie")
public record Sticky(
    @Key("Its name.") String cookie,
    @Key(value = "How long the client keeps it.", preset = "0", zero = "until its session ends")
        Duration maxAge,
    @Key(value = "Whether it is for https only.", preset = "false") boolean secure,
    @Key(value = "When requests from other sites carry it.", preset = "lax") SameSite sameSite)
    implements Checked {
  /** RFC 6265bis §5.6.7. */
  public enum SameSite {
    LAX,
    STRICT,
    NONE
  }

  @Override
  public void check(Scope scope) {
    Tokens.check(scope, "cookie", Optional.of(cookie));
    if (sameSite == SameSite.NONE && !secure) {
      scope.error("same_site", "is none, which browsers accept with secure only", "Add secure.");
    }
  }
}
