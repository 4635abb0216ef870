package dev.fairlead.app.config;

import dev.fairlead.app.config.bind.Checked;
import dev.fairlead.app.config.bind.Key;
import dev.fairlead.app.config.bind.Scope;
import dev.fairlead.app.config.unit.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who may use the proxy. */
public record Auth(
    @Key("People, who send Basic credentials.") List<User> users,
    @Key("Programs, which send a Bearer token.") List<Token> tokens,
    @Key(
            value = "Whether credentials are required; auto: as soon as the bind is not loopback.",
            preset = "auto")
        Toggle required,
    @Key(value = "What a client is told it logs in to.", preset = "fairlead") String realm)
    implements Checked {

  /** Somebody with a password. */
  public record User(
      @Key("Name, as in `name:password`.") String name,
      @Key("Password; better from ${NAME} or ${file:PATH}.") Optional<Secret> password,
      @Key("Hash of the password, instead of the password.") Optional<Secret> passwordHash)
      implements Checked {
    @Override
    public void check(Scope scope) {
      if (name.indexOf(':') >= 0) {
        scope.error("name", "contains a colon, which ends a name", "Choose another name.");
      }
      if (!scope.isBroken("password") && !scope.isBroken("password_hash")) {
        exactlyOne(scope, "password", password, "password_hash", passwordHash);
      }
    }
  }

  /** A program with a token. */
  public record Token(
      @Key("Name, for logs and limits.") String name,
      @Key("The token; better from ${NAME} or ${file:PATH}.") Optional<Secret> token,
      @Key("Hash of the token, instead of the token.") Optional<Secret> tokenHash)
      implements Checked {
    @Override
    public void check(Scope scope) {
      if (!scope.isBroken("token") && !scope.isBroken("token_hash")) {
        exactlyOne(scope, "token", token, "token_hash", tokenHash);
      }
    }
  }

  public boolean hasCredentials() {
    return !users.isEmpty() || !tokens.isEmpty();
  }

  @Override
  public void check(Scope scope) {
    boolean unsure = scope.isBroken("users") || scope.isBroken("tokens");
    if (!unsure) {
      requireUniqueNames(scope);
    }
    if (required == Toggle.ON && !hasCredentials() && !unsure) {
      scope.error(
          "required", "is true, but nobody has credentials", "Add auth.users or auth.tokens.");
    }
    if (realm.indexOf('"') >= 0 || realm.chars().anyMatch(c -> c < ' ' || c > '~')) {
      scope.error("realm", "does not fit into a header", "Use plain letters without quotes.");
    }
  }

  private void requireUniqueNames(Scope scope) {
    Map<String, String> names = new HashMap<>();
    for (int i = 0; i < users.size(); i++) {
      scope.unique(names, users.get(i).name(), "users[" + i + "].name");
    }
    for (int i = 0; i < tokens.size(); i++) {
      scope.unique(names, tokens.get(i).name(), "tokens[" + i + "].name");
    }
  }

  private static void exactlyOne(
      Scope scope, String plain, Optional<Secret> secret, String hashed, Optional<Secret> hash) {
    if (secret.isPresent() && hash.isPresent()) {
      scope.error(hashed, "is given beside " + plain, "Keep one of the two.");
    } else if (secret.isEmpty() && hash.isEmpty()) {
      scope.error(plain, "is missing", "Write " + plain + " or " + hashed + ".");
    }
  }
}
