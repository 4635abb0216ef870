package dev.fairlead.filters.limits;

import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.message.RequestHead;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A rule, ready to be asked. */
final class Limit {
  private static final long NANOS = 1_000_000_000;

  private final LimitRule rule;
  private final Ledger ledger;
  private final Keys keys;
  private final AtomicLong crowd;
  private final LongAdder refused;
  private final @Nullable Gcra requests;
  private final @Nullable PaceRate bytes;

  Limit(LimitRule rule, Ledger ledger, int ipv6Prefix) {
    this.rule = rule;
    this.ledger = ledger;
    this.keys = new Keys(ledger.hash(), rule.name(), rule.keys(), ipv6Prefix);
    this.crowd = ledger.crowd(rule.name());
    this.refused = ledger.refused(rule.name());
    this.requests = rule.rate() == null ? null : rule.rate().gcra();
    this.bytes = rule.bytesPerSecond() == 0 ? null : PaceRate.of(rule.bytesPerSecond());
  }

  boolean matches(RequestHead request) {
    return rule.match().test(request);
  }

  long key(FilterContext exchange) {
    return keys.of(exchange);
  }

  /** Whether one more exchange may run; then it must {@link #leave}. */
  boolean enter(long key) {
    return ledger.inFlight().enter(key, rule.concurrent());
  }

  void leave(long key) {
    ledger.inFlight().leave(key);
  }

  /** Takes a request; the credit that is left, negative for a refusal. */
  long take(long key) {
    Gcra rate = rate();
    return ledger.arrivals().take(key, rate, rate.cost(1), ledger.now(), crowd);
  }

  /** Remembers that it has said no. */
  void refuses() {
    refused.increment();
  }

  /** Slows down both directions of an exchange. */
  void pace(long key, FilterContext exchange) {
    if (bytes != null) {
      exchange.requestBody(pace(key, "up", exchange, bytes));
      exchange.responseBody(pace(key, "down", exchange, bytes));
    }
  }

  private Pace pace(long key, String direction, FilterContext exchange, PaceRate rate) {
    long number = ledger.hash().text(key, direction);
    AtomicLong others = ledger.crowd(rule.name() + " " + direction);
    return new Pace(rate, ledger, number, others, exchange.executor());
  }

  boolean limitsRequests() {
    return requests != null;
  }

  boolean limitsExchanges() {
    return rule.concurrent() > 0;
  }

  /* ---------------- In words ---------------- */

  /** An item of {@code RateLimit-Policy}: how much in how many seconds. */
  String policy() {
    return quoted() + ";q=" + rate().burst() + ";w=" + seconds(rate().capacity());
  }

  /** An item of {@code RateLimit}: how much is left, and seconds until there is more. */
  String state(long credit) {
    return quoted() + ";r=" + rate().units(credit) + ";t=" + seconds(untilMore(credit));
  }

  private long untilMore(long credit) {
    Gcra rate = rate();
    if (credit < 0) {
      return -credit;
    }
    return rate.units(credit) == 0 ? rate.cost(1) - credit : rate.capacity() - credit;
  }

  /** Whole seconds, at least the time. */
  static long seconds(long nanos) {
    return Math.ceilDiv(nanos, NANOS);
  }

  String tooMany(long credit) {
    return "%s of %s%s is used up; try again in %d s"
        .formatted(what(), rule.rate(), per(rule.keys()), seconds(-credit));
  }

  String tooManyAtOnce() {
    String many = rule.concurrent() == 1 ? "1 request" : rule.concurrent() + " requests";
    return "%s of %s at a time%s is used up; try again when one has ended"
        .formatted(what(), many, per(rule.keys()));
  }

  private String what() {
    return "the limit " + quoted() + " (security.rate_limiting)";
  }

  private static String per(List<LimitKey> keys) {
    String names =
        keys.stream()
            .filter(key -> key != LimitKey.GLOBAL)
            .map(key -> key.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(" and "));
    return names.isEmpty() ? " for all" : " for each " + names;
  }

  private String quoted() {
    return '"' + rule.name() + '"';
  }

  private Gcra rate() {
    return Objects.requireNonNull(requests);
  }
}
