package dev.fairlead.filters.inspection;

import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Route;
import dev.fairlead.filters.inspection.signature.Signatures;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which bodies are looked at, and for what.
 *
 * @param name for refusals and records
 * @param hosts that it is for
 * @param doors that it is for; none means all that carry bodies
 * @param routes that it is for, by the name of their rule; none means all
 * @param most bytes of a body, as they come over the wire, that are looked at
 * @param hold bytes that are held before anything passes
 * @param scanning null where ClamAV is not asked
 * @param refusesUnreadable whether a body that cannot be decoded is refused
 */
public record InspectionRule(
    String name,
    Predicate<Authority> hosts,
    Set<Door> doors,
    Set<String> routes,
    boolean requests,
    boolean responses,
    MediaTypes types,
    long most,
    long hold,
    Signatures signatures,
    FileRules files,
    @Nullable Scanning scanning,
    boolean refusesUnreadable) {
  /** How much more than {@link #most} a body may expand to. */
  private static final int EXPANSION = 10;

  /** Bytes that a content coding may expand to. */
  long mostExpanded() {
    return most > Long.MAX_VALUE / EXPANSION ? Long.MAX_VALUE : most * EXPANSION;
  }

  /** Whether it is for bodies of this exchange. */
  boolean matches(FilterContext exchange, Route.Forward route) {
    Authority authority = exchange.request().authority();
    return (doors.isEmpty() || doors.contains(route.door()))
        && (routes.isEmpty() || routes.contains(route.rule()))
        && authority != null
        && hosts.test(authority);
  }
}
