package dev.fairlead.app;

import dev.fairlead.app.config.Config;
import dev.fairlead.app.config.Server;
import dev.fairlead.control.limits.Limits;
import dev.fairlead.control.metrics.Board;
import dev.fairlead.control.requests.RecentFlows;
import dev.fairlead.engine.Engine;
import dev.fairlead.filters.limits.Ledger;
import dev.fairlead.filters.limits.LimitKey;
import dev.fairlead.filters.limits.LimitRule;
import dev.fairlead.filters.limits.Rate;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** The limits of the configuration in force, and how near to them we are. */
final class LiveLimits implements Limits {
  private final Engine engine;
  private final Lasting lasting;
  private final Supplier<Config> config;
  private final RecentFlows flows;
  private final long history;

  /**
   * @param history bytes that {@code flows} may take
   */
  LiveLimits(
      Engine engine, Lasting lasting, Supplier<Config> config, RecentFlows flows, long history) {
    this.engine = engine;
    this.lasting = lasting;
    this.config = config;
    this.flows = flows;
    this.history = history;
  }

  @Override
  public List<Limit> all() {
    Server.Limits limits = config.get().server().limits();
    return List.of(
        new Limit(
            "server.limits.connections", "connections", limits.connections(), engine.connections()),
        new Limit("server.limits.tunnels", "tunnels", limits.tunnels(), lasting.tunnels().get()),
        new Limit("control.history", "bytes", history, flows.bytes()));
  }

  @Override
  public List<Rule> rules() {
    var limiting = config.get().security().rateLimiting();
    return limiting.enabled()
        ? LimitRules.of(limiting).stream().map(this::rule).toList()
        : List.of();
  }

  @Override
  public long keys() {
    return lasting.ledger().keys();
  }

  private Rule rule(LimitRule rule) {
    Rate rate = rule.rate();
    return new Rule(
        rule.name(),
        rule.keys().stream().map(LiveLimits::word).toList(),
        rate == null ? null : rate.toString(),
        rate == null ? null : rate.burst(),
        rule.bytesPerSecond() == 0 ? null : rule.bytesPerSecond(),
        rule.concurrent() == 0 ? null : rule.concurrent(),
        lasting.ledger().refusals(rule.name()));
  }

  private static String word(LimitKey key) {
    return key.name().toLowerCase(Locale.ROOT);
  }

  /** Puts the limiter on the board. */
  static void measure(Board board, Ledger ledger) {
    board
        .counters(
            "fairlead_limit_refusals_total",
            "Requests that a rate limit refused.",
            List.of("rule"),
            series -> ledger.refusals().forEach((rule, refused) -> series.is(refused, rule)))
        .gauge("fairlead_limit_table_bytes", "Memory of the rate limits' tables.", ledger::bytes);
  }
}
