package dev.fairlead.filters.access;

import dev.fairlead.engine.filter.Filter;
import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.filter.Verdict;
import dev.fairlead.engine.message.CidrSet;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Failure;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Allows or denies clients by address: everywhere ({@code security.access}) and for single routing
 * rules. Behind a trusted proxy the client of the reverse door, and of what Fairlead answers
 * itself, is who {@code X-Forwarded-For} says; a client that uses Fairlead as its proxy is always
 * the one that is connected.
 */
public final class AccessFilter implements Filter {
  private final Ranges everywhere;
  private final Map<String, Ranges> byRule;
  private final CidrSet trusted;

  /**
   * @param allowed who may use the proxy; empty for everyone
   * @param denied who may not
   */
  public AccessFilter(CidrSet allowed, CidrSet denied) {
    this(new Ranges(allowed, denied), Map.of(), CidrSet.EMPTY);
  }

  /**
   * @param byRule further conditions, by the name of the routing rule
   * @param trusted proxies whose {@code X-Forwarded-For} counts
   */
  public AccessFilter(Ranges everywhere, Map<String, Ranges> byRule, CidrSet trusted) {
    this.everywhere = everywhere;
    this.byRule = Map.copyOf(byRule);
    this.trusted = trusted;
  }

  @Override
  public String name() {
    return "access";
  }

  @Override
  public Verdict request(FilterContext exchange) {
    byte[] address = client(exchange);
    if (address == null) {
      return refuse(
          "X-Forwarded-For names no address where a trusted proxy should have written yours");
    }
    String objection = everywhere.objection(address, "security.access");
    if (objection == null && exchange.route().door() == Door.REVERSE) {
      String rule = exchange.route().rule();
      Ranges own = byRule.get(rule);
      objection = own == null ? null : own.objection(address, "routing rule " + rule + ": access");
    }
    return objection == null ? Verdict.CONTINUE : refuse("your address is " + objection);
  }

  private byte @Nullable [] client(FilterContext exchange) {
    byte[] peer = exchange.client().address().getAddress().getAddress();
    Door door = exchange.route().door();
    boolean forwarded = (door == Door.REVERSE || door == Door.LOCAL) && trusted.contains(peer);
    return forwarded ? ForwardedFor.client(exchange.request().headers(), trusted, peer) : peer;
  }

  private static Verdict refuse(String why) {
    return new Verdict.Refuse(new Failure(Failure.Kind.DENIED, why));
  }
}
