package dev.fairlead.filters.access;

import dev.fairlead.engine.filter.Filter;
import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.filter.Verdict;
import dev.fairlead.engine.message.CidrSet;
import dev.fairlead.engine.message.Failure;
import java.net.InetAddress;

/**
 * Allows or denies clients by address ({@code security.access}); a denial wins over an allowance.
 */
public final class AccessFilter implements Filter {
  private final CidrSet allowed;
  private final CidrSet denied;

  /**
   * @param allowed who may use the proxy; empty for everyone
   * @param denied who may not
   */
  public AccessFilter(CidrSet allowed, CidrSet denied) {
    this.allowed = allowed;
    this.denied = denied;
  }

  @Override
  public String name() {
    return "access";
  }

  @Override
  public Verdict request(FilterContext exchange) {
    InetAddress address = exchange.client().address().getAddress();
    if (denied.contains(address)) {
      return refuse("your address is denied by security.access.deny");
    }
    if (!allowed.isEmpty() && !allowed.contains(address)) {
      return refuse("your address is not in security.access.allow");
    }
    return Verdict.CONTINUE;
  }

  private static Verdict refuse(String why) {
    return new Verdict.Refuse(new Failure(Failure.Kind.DENIED, why));
  }
}
