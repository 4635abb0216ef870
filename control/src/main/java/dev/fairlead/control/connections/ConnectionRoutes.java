package dev.fairlead.control.connections;

import dev.fairlead.control.web.Json;
import dev.fairlead.control.web.Query;
import dev.fairlead.control.web.Refused;
import dev.fairlead.control.web.Times;
import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.message.Route;
import io.avaje.jex.Routing;
import io.avaje.jex.http.Context;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who is connected, what is tunnelled, and an end to a tunnel. */
public final class ConnectionRoutes implements Routing.HttpService {
  private static final int MOST = 10_000;

  private final Connections connections;
  private final LiveTunnels tunnels;

  public ConnectionRoutes(Connections connections, LiveTunnels tunnels) {
    this.connections = connections;
    this.tunnels = tunnels;
  }

  @Override
  public void add(Routing routing) {
    routing.get("/api/connections", this::connections);
    routing.get("/api/tunnels", this::tunnels);
    routing.delete("/api/tunnels/{id}", this::close);
  }

  /** A list of what is there now; {@code total} counts what did not fit, too. */
  record Page(List<?> items, int total) {}

  /** A tunnel with the bytes it has carried so far. */
  record Tunnel(
      String id,
      String client,
      long connection,
      @Nullable String user,
      String authority,
      String rule,
      String since,
      long ageMs,
      long requestBytes,
      long responseBytes) {
    static Tunnel of(Flow flow) {
      Route route = flow.route;
      return new Tunnel(
          flow.id(),
          flow.client.ip(),
          flow.client.connection(),
          flow.identity,
          flow.authority,
          route == null ? "" : route.rule(),
          Times.text(flow.startMillis),
          Math.max(0, System.currentTimeMillis() - flow.startMillis),
          flow.requestBytes,
          flow.responseBytes);
    }
  }

  private void connections(Context context) {
    int limit = Query.of(context, Set.of("limit")).number("limit", 1000, 1, MOST);
    List<Connections.Connection> open = connections.open();
    Json.send(context, page(open.stream(), open.size(), limit));
  }

  private void tunnels(Context context) {
    int limit = Query.of(context, Set.of("limit")).number("limit", 1000, 1, MOST);
    List<Flow> open = tunnels.all();
    Json.send(context, page(open.stream().map(Tunnel::of), open.size(), limit));
  }

  private static Page page(Stream<?> all, int total, int limit) {
    return new Page(all.limit(limit).toList(), total);
  }

  private void close(Context context) {
    String id = context.pathParam("id");
    if (!tunnels.close(id)) {
      throw new Refused(404, "id", "no open tunnel has this id", "GET /api/tunnels lists them.");
    }
    context.writeEmpty(204);
  }
}
