package dev.fairlead.control.limits;

import dev.fairlead.control.web.Json;
import dev.fairlead.control.web.Query;
import io.avaje.jex.Routing;
import io.avaje.jex.http.Context;
import java.util.List;
import java.util.Set;

/** Shows the limits. */
public final class LimitRoutes implements Routing.HttpService {
  private final Limits limits;

  public LimitRoutes(Limits limits) {
    this.limits = limits;
  }

  @Override
  public void add(Routing routing) {
    routing.get("/api/limits", this::list);
  }

  /** Both lists, and how many keys the rules remember. */
  record Page(List<Limits.Limit> items, List<Limits.Rule> rules, long keys) {}

  private void list(Context context) {
    Query.of(context, Set.of());
    Json.send(context, new Page(limits.all(), limits.rules(), limits.keys()));
  }
}
