package dev.fairlead.app.config.balance;

import dev.fairlead.app.config.bind.Checked;
import dev.fairlead.app.config.bind.Key;
import dev.fairlead.app.config.bind.Scope;
import java.util.Optional;

/** What decides where {@code strategy: hash} sends a request; the client's address if nothing. */
public record Hash(
    @Key("A header field; requests without it take turns.") Optional<String> header,
    @Key("A cookie; requests without it take turns.") Optional<String> cookie)
    implements Checked {
  @Override
  public void check(Scope scope) {
    if (header.isPresent() && cookie.isPresent()) {
      scope.error("cookie", "is given beside header", "Keep one of the two.");
    }
    Tokens.check(scope, "header", header);
    Tokens.check(scope, "cookie", cookie);
  }
}
