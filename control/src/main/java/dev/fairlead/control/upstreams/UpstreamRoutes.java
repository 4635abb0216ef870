package dev.fairlead.control.upstreams;

import dev.fairlead.control.web.Json;
import dev.fairlead.control.web.Query;
import dev.fairlead.control.web.Refused;
import io.avaje.jex.Routing;
import io.avaje.jex.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Shows how targets are, and takes them out of service and back. */
public final class UpstreamRoutes implements Routing.HttpService {
  private final Upstreams upstreams;

  public UpstreamRoutes(Upstreams upstreams) {
    this.upstreams = upstreams;
  }

  @Override
  public void add(Routing routing) {
    routing.get("/api/upstreams", this::list);
    routing.post("/api/upstreams/drain", context -> drain(context, true));
    routing.post("/api/upstreams/enable", context -> drain(context, false));
  }

  /** A whole list. */
  record Page(List<Line> items) {}

  /** A target as it is sent. */
  record Line(
      String id,
      String pool,
      String target,
      String state,
      int weight,
      boolean backup,
      int active,
      long requests,
      long failures,
      long retries,
      @Nullable Double latencyMs,
      @Nullable String reason) {
    private static Line of(Upstreams.Target target) {
      return new Line(
          target.id(),
          target.pool(),
          target.target(),
          target.state().name().toLowerCase(Locale.ROOT),
          target.weight(),
          target.backup(),
          target.active(),
          target.requests(),
          target.failures(),
          target.retries(),
          target.latencyMs(),
          target.reason());
    }
  }

  private void list(Context context) {
    Query.of(context, Set.of());
    send(context);
  }

  private void send(Context context) {
    Json.send(context, new Page(upstreams.all().stream().map(Line::of).toList()));
  }

  /** A machine that goes down goes down for every pool, unless one is named. */
  private void drain(Context context, boolean out) {
    JsonNode body = Json.body(context);
    String target = target(body.path("target"));
    JsonNode pool = body.path("pool");
    boolean found = false;
    for (Upstreams.Target each : upstreams.all()) {
      boolean meant = each.id().equals(target) || each.target().equals(target);
      if (meant && (pool.isMissingNode() || pool.asString("").equals(each.pool()))) {
        found |= upstreams.drain(each.id(), out);
      }
    }
    if (!found) {
      throw new Refused(404, "target", "there is no such target", "GET /api/upstreams lists them.");
    }
    send(context);
  }

  private static String target(JsonNode value) {
    if (!value.isString()) {
      throw new Refused(
          400,
          "target",
          "this is missing",
          "Send {\"target\": …} with an id or a URL of the list.");
    }
    return value.asString();
  }
}
