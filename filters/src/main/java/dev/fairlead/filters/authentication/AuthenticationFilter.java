package dev.fairlead.filters.authentication;

import dev.fairlead.engine.filter.Filter;
import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.filter.Verdict;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import java.util.Collection;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets clients of the forward door in who present a known user or token, and challenges the others
 * (407) before any name is resolved for them. What was verified once is remembered as a digest, so
 * that a slow password hash is paid once and not per request.
 */
public final class AuthenticationFilter implements Filter {
  private static final Logger LOG = LoggerFactory.getLogger(AuthenticationFilter.class);

  private final Roll roll;
  private final String realm;
  private final Executor slow;
  private final Remembered remembered;

  /**
   * @param slow verifies hashed passwords; bounded, so that guessing cannot exhaust the machine
   * @param remembered what earlier configurations verified; counts as far as it is unchanged
   */
  public AuthenticationFilter(
      Collection<Credential> credentials, String realm, Executor slow, Remembered remembered) {
    this.roll = new Roll(credentials);
    this.realm = realm;
    this.slow = slow;
    this.remembered = remembered;
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
    Presented presented = presented(exchange.request().headers());
    if (presented == null) {
      return challenge();
    }
    Credential known = known(presented);
    if (known != null) {
      return welcome(exchange, known.name());
    }
    return roll.isSlow(presented)
        ? suspend(exchange, presented)
        : decide(exchange, verify(presented));
  }

  private static @Nullable Presented presented(Headers fields) {
    String field = fields.get(FieldName.PROXY_AUTHORIZATION);
    boolean one = fields.count(FieldName.PROXY_AUTHORIZATION) == 1;
    return field == null || !one ? null : Presented.read(field);
  }

  private @Nullable Credential known(Presented presented) {
    Credential found = remembered.find(presented);
    return found != null && roll.contains(found) ? found : null;
  }

  private @Nullable Credential verify(Presented presented) {
    Credential match = roll.verify(presented);
    if (match != null) {
      remembered.add(presented, match);
    }
    return match;
  }

  private Verdict suspend(FilterContext exchange, Presented presented) {
    try {
      slow.execute(() -> verifySlowly(exchange, presented));
      return Verdict.SUSPEND;
    } catch (RejectedExecutionException _) {
      return new Verdict.Refuse(
          new Failure(Failure.Kind.OVERLOADED, "too many passwords are being verified"));
    }
  }

  /** Whatever happens here, the exchange goes on: nobody else would wake it. */
  private void verifySlowly(FilterContext exchange, Presented presented) {
    try {
      // Of a burst with the same credentials the first one has paid for all.
      Credential before = known(presented);
      Credential match = before != null ? before : verify(presented);
      resume(exchange, () -> decide(exchange, match));
    } catch (RuntimeException | Error e) {
      LOG.error("verifying a password went wrong", e);
      Failure failure = new Failure(Failure.Kind.INTERNAL, "a password could not be verified");
      resume(exchange, () -> new Verdict.Refuse(failure));
    }
  }

  private static void resume(FilterContext exchange, Supplier<Verdict> verdict) {
    try {
      exchange.executor().execute(() -> exchange.resume(verdict.get()));
    } catch (RejectedExecutionException _) {
      // The event loop has ended, and with it the exchange.
    }
  }

  private Verdict decide(FilterContext exchange, @Nullable Credential match) {
    return match == null ? challenge() : welcome(exchange, match.name());
  }

  private static Verdict welcome(FilterContext exchange, String name) {
    exchange.identity(name);
    return Verdict.CONTINUE;
  }

  private Verdict challenge() {
    Headers fields = new Headers();
    if (roll.hasUsers()) {
      fields.add(FieldName.PROXY_AUTHENTICATE, "Basic realm=\"" + realm + "\", charset=\"UTF-8\"");
    }
    if (roll.hasTokens()) {
      fields.add(FieldName.PROXY_AUTHENTICATE, "Bearer realm=\"" + realm + "\"");
    }
    return new Verdict.Refuse(
        new Failure(
            Failure.Kind.PROXY_AUTHENTICATION, "this proxy wants a user and password or a token"),
        fields);
  }
}
