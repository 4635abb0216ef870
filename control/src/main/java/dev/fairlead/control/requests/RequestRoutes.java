package dev.fairlead.control.requests;

import dev.fairlead.control.ring.Ring;
import dev.fairlead.control.web.Follow;
import dev.fairlead.control.web.Json;
import dev.fairlead.control.web.Query;
import dev.fairlead.control.web.Refused;
import dev.fairlead.control.web.Streams;
import dev.fairlead.engine.flow.Flow;
import io.avaje.jex.Routing;
import io.avaje.jex.http.Context;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lists, single records and the live stream of recent exchanges. */
public final class RequestRoutes implements Routing.HttpService {
  private static final int MOST = 1000;

  private final RecentFlows recent;
  private final Streams streams;

  public RequestRoutes(RecentFlows recent, Streams streams) {
    this.recent = recent;
    this.streams = streams;
  }

  @Override
  public void add(Routing routing) {
    routing.get("/api/requests", context -> list(context, FlowLine::of));
    routing.get("/api/requests/detail", context -> list(context, recent::detail));
    routing.get("/api/requests/stream", this::stream);
    routing.get("/api/requests/{id}", this::one);
  }

  /**
   * A page of a list, newest first.
   *
   * @param nextCursor names the page after it, absent on the last
   * @param newest what a stream goes on from with {@code Last-Event-ID}, so that nothing is missed
   */
  record Page(List<Object> items, @Nullable String nextCursor, @Nullable String newest) {}

  private void list(Context context, Function<Flow, Object> page) {
    Query query = Query.of(context, parameters("limit", "cursor"));
    Predicate<Flow> wanted = FlowFilter.of(query);
    int limit = query.number("limit", 100, 1, MOST);
    Ring<Flow> ring = recent.ring();
    long newest = ring.next() - 1;
    long number = query.text("cursor").map(this::before).orElse(newest);
    List<Object> items = new ArrayList<>();
    for (; items.size() < limit && number >= ring.oldest(); number--) {
      Flow flow = ring.get(number);
      if (flow != null && wanted.test(flow)) {
        items.add(page.apply(flow));
      }
    }
    boolean more = items.size() == limit && number >= ring.oldest();
    Json.send(
        context,
        new Page(
            items,
            more ? recent.cursor().of(number + 1) : null,
            newest < 0 ? null : recent.cursor().of(newest)));
  }

  private long before(String cursor) {
    return recent
            .cursor()
            .number(cursor)
            .orElseThrow(() ->
                new Refused(
                    400,
                    "cursor",
                    "this cursor is not of this process",
                    "Take next_cursor of the page before, or leave it out."))
        - 1;
  }

  private static Set<String> parameters(String... further) {
    Set<String> all = new HashSet<>(FlowFilter.PARAMETERS);
    all.addAll(List.of(further));
    return all;
  }

  private void one(Context context) {
    Query.of(context, Set.of());
    String id = context.pathParam("id");
    Flow flow =
        recent
            .find(identity(id))
            .orElseThrow(() ->
                new Refused(
                    404,
                    "id",
                    "no recent exchange has this id",
                    "control.history says how many are kept; the access log has all."));
    Json.send(context, recent.detail(flow));
  }

  private static UUID identity(String id) {
    if (!id.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
      throw new Refused(400, "id", "this is no id of an exchange", "Take one that a list shows.");
    }
    return UUID.fromString(id);
  }

  private void stream(Context context) {
    Predicate<Flow> wanted = FlowFilter.of(Query.of(context, parameters()));
    streams.serve(
        context,
        new Follow<>(context, recent.ring(), recent.cursor(), "request", wanted, FlowLine::of));
  }
}
