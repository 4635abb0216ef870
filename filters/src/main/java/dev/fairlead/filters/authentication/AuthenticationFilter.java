package dev.fairlead.filters.authentication;

import dev.fairlead.engine.filter.Filter;
import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.filter.Verdict;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Lets clients of the forward door in who present a known user or token, and challenges the others
 * (407) before any name is resolved for them. What was verified once is remembered as a digest, so
 * that a slow password hash is paid once and not per request.
 */
public final class AuthenticationFilter implements Filter {
  private final List<Credential> credentials;
  private final String realm;
  private final Executor slow;
  private final Remembered remembered = new Remembered();

  /**
   * @param slow verifies hashed passwords; bounded, so that guessing cannot exhaust the machine
   */
  public AuthenticationFilter(List<Credential> credentials, String realm, Executor slow) {
    this.credentials = List.copyOf(credentials);
    this.realm = realm;
    this.slow = slow;
  }

  @Override
  public String name() {
    return "authentication";
  }

  @Override
  public Verdict request(FilterContext exchange) {
    Door door = exchange.route().door();
    if (door != Door.FORWARD && door != Door.TUNNEL) {
      return Verdict.CONTINUE;
    }
    Headers fields = exchange.request().headers();
    String field = fields.get(FieldName.PROXY_AUTHORIZATION);
    boolean one = fields.count(FieldName.PROXY_AUTHORIZATION) == 1;
    Presented presented = field == null || !one ? null : Presented.read(field);
    if (presented == null) {
      return challenge();
    }
    String known = remembered.find(presented);
    return known != null ? welcome(exchange, known) : verify(exchange, presented);
  }

  private Verdict verify(FilterContext exchange, Presented presented) {
    List<Credential> candidates =
        credentials.stream()
            .filter(known -> known.bearer() == presented.bearer())
            .filter(known -> known.bearer() || known.name().equals(presented.user()))
            .toList();
    if (candidates.stream().noneMatch(candidate -> candidate.secret().isSlow())) {
      return decide(exchange, presented, match(candidates, presented));
    }
    try {
      slow.execute(() -> {
        // Of a burst with the same credentials the first one has paid for all.
        String known = remembered.find(presented);
        Credential match =
            known != null
                ? new Credential(known, presented.bearer(), candidates.getFirst().secret())
                : match(candidates, presented);
        exchange.executor().execute(() -> resume(exchange, presented, match));
      });
      return Verdict.SUSPEND;
    } catch (RejectedExecutionException _) {
      return new Verdict.Refuse(
          new Failure(Failure.Kind.OVERLOADED, "too many passwords are being verified"));
    }
  }

  private void resume(FilterContext exchange, Presented presented, @Nullable Credential match) {
    exchange.resume(decide(exchange, presented, match));
  }

  private static @Nullable Credential match(List<Credential> candidates, Presented presented) {
    Credential match = null;
    for (Credential candidate : candidates) {
      if (candidate.secret().matches(presented.secret())) {
        match = candidate;
      }
    }
    return match;
  }

  private Verdict decide(FilterContext exchange, Presented presented, @Nullable Credential match) {
    if (match == null) {
      return challenge();
    }
    remembered.add(presented, match.name());
    return welcome(exchange, match.name());
  }

  private static Verdict welcome(FilterContext exchange, String name) {
    exchange.identity(name);
    return Verdict.CONTINUE;
  }

  private Verdict challenge() {
    Headers fields = new Headers();
    if (credentials.stream().anyMatch(known -> !known.bearer())) {
      fields.add(FieldName.PROXY_AUTHENTICATE, "Basic realm=\"" + realm + "\", charset=\"UTF-8\"");
    }
    if (credentials.stream().anyMatch(Credential::bearer)) {
      fields.add(FieldName.PROXY_AUTHENTICATE, "Bearer realm=\"" + realm + "\"");
    }
    return new Verdict.Refuse(
        new Failure(
            Failure.Kind.PROXY_AUTHENTICATION, "this proxy wants a user and password or a token"),
        fields);
  }
}
