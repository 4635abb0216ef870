package dev.fairlead.filters.authentication;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everybody who may use the proxy. A wrong password costs what the dearest hash of all users costs,
 * whichever user is named and whether or not there is one: the time of a 407 tells no names.
 */
final class Roll {
  /** Takes the time that a number of rounds takes, for nothing. */
  @FunctionalInterface
  interface Idle {
    void spend(int rounds, String text);
  }

  /** Nobody's: it is compared where there is no user. */
  private final Secret decoy = Secret.of("");

  private final Set<Credential> all;
  private final Map<String, Credential> users = new HashMap<>();
  private final List<Credential> tokens;
  private final int userRounds;
  private final int tokenRounds;
  private final Idle idle;

  Roll(Collection<Credential> credentials) {
    this(credentials, Derived::idle);
  }

  Roll(Collection<Credential> credentials, Idle idle) {
    this.idle = idle;
    all = new HashSet<>(credentials);
    tokens = credentials.stream().filter(Credential::bearer).toList();
    credentials.stream()
        .filter(known -> !known.bearer())
        .forEach(user -> users.put(user.name(), user));
    userRounds = dearest(users.values());
    tokenRounds = dearest(tokens);
  }

  private static int dearest(Collection<Credential> credentials) {
    return credentials.stream().mapToInt(known -> known.secret().rounds()).max().orElse(0);
  }

  boolean hasUsers() {
    return !users.isEmpty();
  }

  boolean hasTokens() {
    return !tokens.isEmpty();
  }

  /** Whether the very credential is on the roll: same name, same secret. */
  boolean contains(Credential credential) {
    return all.contains(credential);
  }

  /** Whether verifying such a credential takes so long that an event loop must not do it. */
  boolean isSlow(Presented presented) {
    return (presented.bearer() ? tokenRounds : userRounds) > 0;
  }

  /** Whose credential it is, or null. */
  @Nullable Credential verify(Presented presented) {
    return presented.bearer() ? token(presented.secret()) : user(presented);
  }

  private @Nullable Credential user(Presented presented) {
    Credential user = users.get(presented.user());
    Secret secret = user == null ? decoy : user.secret();
    boolean same = secret.matches(presented.secret());
    if (same && user != null) {
      return user;
    }
    idle.spend(userRounds - secret.rounds(), presented.secret());
    return null;
  }

  /** All are compared, so that time does not tell which came close. */
  private @Nullable Credential token(String secret) {
    Credential match = null;
    for (Credential token : tokens) {
      if (token.secret().matches(secret)) {
        match = token;
      }
    }
    return match;
  }
}
