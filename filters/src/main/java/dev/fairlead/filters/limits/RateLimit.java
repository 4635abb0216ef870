package dev.fairlead.filters.limits;

import dev.fairlead.engine.filter.Filter;
import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.filter.Verdict;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import java.util.List;

/**
 * Holds requests, exchanges and bytes to what rules allow ({@code security.rate_limiting}). Rules
 * are asked in order and the first that refuses has the last word, so those about one client belong
 * before those about all: what is refused early costs the others nothing.
 */
public final class RateLimit implements Filter {
  static final String NAME = "limits";

  private final List<Limit> limits;
  private final boolean tellsForward;

  /**
   * @param ledger what earlier configurations have counted
   * @param ipv6Prefix bits of an IPv6 address that make a client, 1..128
   * @param tellsForward whether responses of the forward door carry the RateLimit fields, too
   */
  public RateLimit(List<LimitRule> rules, Ledger ledger, int ipv6Prefix, boolean tellsForward) {
    this.limits = rules.stream().map(rule -> new Limit(rule, ledger, ipv6Prefix)).toList();
    this.tellsForward = tellsForward;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Verdict request(FilterContext exchange) {
    Door door = exchange.route().door();
    boolean tells = tellsForward || door == Door.LOCAL || door == Door.REVERSE;
    Stay stay = null;
    for (int i = 0; i < limits.size(); i++) {
      Limit limit = limits.get(i);
      if (limit.matches(exchange.request())) {
        if (stay == null) {
          stay = new Stay(tells);
          exchange.observe(stay);
        }
        Verdict verdict = ask(limit, exchange, stay);
        if (verdict instanceof Verdict.Refuse) {
          limit.refuses();
          return verdict;
        }
      }
    }
    return Verdict.CONTINUE;
  }

  private static Verdict ask(Limit limit, FilterContext exchange, Stay stay) {
    long key = limit.key(exchange);
    if (limit.limitsExchanges()) {
      if (!limit.enter(key)) {
        return refusal(limit.tooManyAtOnce(), 1);
      }
      stay.entered(limit, key);
    }
    if (limit.limitsRequests()) {
      long credit = limit.take(key);
      if (credit < 0) {
        stay.refused(limit, credit);
        return refusal(limit.tooMany(credit), Limit.seconds(-credit));
      }
      stay.took(limit, credit);
    }
    limit.pace(key, exchange);
    return Verdict.CONTINUE;
  }

  private static Verdict refusal(String why, long seconds) {
    Headers fields = new Headers();
    fields.add(FieldName.RETRY_AFTER, Long.toString(seconds));
    return new Verdict.Refuse(new Failure(Failure.Kind.RATE_LIMITED, why), fields);
  }
}
