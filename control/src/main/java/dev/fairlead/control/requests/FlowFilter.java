package dev.fairlead.control.requests;

import dev.fairlead.control.web.Query;
import dev.fairlead.control.web.Refused;
import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.message.Door;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Which records a client wants to see; all that it names must fit. */
final class FlowFilter {
  /** The parameters it understands. */
  static final Set<String> PARAMETERS =
      Set.of("status", "method", "host", "path", "client", "user", "door", "min_ms", "failed");

  private FlowFilter() {}

  /**
   * Reads the filter.
   *
   * @throws Refused naming a parameter that makes no sense
   */
  static Predicate<Flow> of(Query query) {
    Predicate<Flow> all = query.flag("failed") ? flow -> flow.failure != null : _ -> true;
    all = and(all, query.text("status").map(FlowFilter::status));
    all = and(all, query.text("door").map(FlowFilter::door));
    all = and(all, query.text("method").map(text -> flow -> flow.method.equalsIgnoreCase(text)));
    all = and(all, query.text("host").map(FlowFilter::host));
    all = and(all, query.text("path").map(text -> flow -> flow.path.contains(text)));
    all = and(all, query.text("client").map(text -> flow -> flow.client.ip().equals(text)));
    all = and(all, query.text("user").map(text -> flow -> text.equals(flow.identity)));
    long least = query.number("min_ms", 0, 0, 999_999_999) * 1_000_000L;
    return all.and(flow -> flow.durationNanos >= least);
  }

  private static Predicate<Flow> and(Predicate<Flow> all, Optional<Predicate<Flow>> one) {
    return one.map(all::and).orElse(all);
  }

  private static Predicate<Flow> status(String text) {
    if (text.matches("[1-5]xx")) {
      int hundred = text.charAt(0) - '0';
      return flow -> flow.status / 100 == hundred;
    }
    if (!text.matches("[0-9]{3}")) {
      throw new Refused(400, "status", "this is no status", "Write one such as 404 or 5xx.");
    }
    int status = Integer.parseInt(text);
    return flow -> flow.status == status;
  }

  private static Predicate<Flow> door(String text) {
    for (Door door : Door.values()) {
      if (door.toString().equals(text)) {
        return flow -> flow.route != null && flow.route.door() == door;
      }
    }
    throw new Refused(
        400, "door", "there is no such door", "Write forward, tunnel, reverse or local.");
  }

  /** The name itself or a part of it, whatever the port. */
  private static Predicate<Flow> host(String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return flow -> flow.authority.contains(wanted);
  }
}
