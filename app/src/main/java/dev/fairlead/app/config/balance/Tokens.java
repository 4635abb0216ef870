package dev.fairlead.app.config.balance;

import dev.fairlead.app.config.bind.Scope;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names of header fields and cookies (RFC 9110 §5.6.2). */
final class Tokens {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  private Tokens() {}

  static void check(Scope scope, String key, Optional<String> name) {
    if (name.isPresent() && !TOKEN.matcher(name.get()).matches()) {
      scope.error(key, "is not a name that a header or cookie can have", "Write one such as X-Id.");
    }
  }
}
