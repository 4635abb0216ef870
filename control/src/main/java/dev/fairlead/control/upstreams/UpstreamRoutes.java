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
      String pool,
      String target,
      String state,
      int active,
      long requests,
      long failures,
      @Nullable Double latencyMs,
      @Nullable String reason) {
    private static Line of(Upstreams.Target target) {
      return new Line(
          target.pool(),
          target.target(),
          target.state().name().toLowerCase(Locale.ROOT),
          target.active(),
          target.requests(),
          target.failures(),
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

  private void drain(Context context, boolean out) {
    JsonNode body = Json.body(context);
    if (!upstreams.drain(text(body, "pool"), text(body, "target"), out)) {
      throw new Refused(
          404, "target", "this pool has no such target", "GET /api/upstreams lists them.");
    }
    send(context);
  }

  private static String text(JsonNode body, String field) {
    JsonNode value = body.path(field);
    if (!value.isString()) {
      throw new Refused(
          400, field, "this is missing", "Send {\"pool\": …, \"target\": …} as the list has them.");
    }
    return value.asString();
  }
}
