package dev.fairlead.control.logs;

import dev.fairlead.control.ring.Ring;
import dev.fairlead.control.web.Follow;
import dev.fairlead.control.web.Json;
import dev.fairlead.control.web.Query;
import dev.fairlead.control.web.Refused;
import dev.fairlead.control.web.Streams;
import io.avaje.jex.Routing;
import io.avaje.jex.http.Context;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The program's own log: what was said lately, and what is being said. */
public final class LogRoutes implements Routing.HttpService {
  private static final int MOST = 1000;

  private final RecentLogs recent;
  private final Streams streams;

  public LogRoutes(RecentLogs recent, Streams streams) {
    this.recent = recent;
    this.streams = streams;
  }

  @Override
  public void add(Routing routing) {
    routing.get("/api/logs/history", this::history);
    routing.get("/api/logs/stream", this::stream);
  }

  /** Lines in the order in which they were said. */
  record Page(List<LogLine> items, @Nullable String newest) {}

  private void history(Context context) {
    Query query = Query.of(context, Set.of("limit", "level"));
    Predicate<LogLine> wanted = level(query);
    int limit = query.number("limit", MOST, 1, MOST);
    Ring<LogLine> ring = recent.ring();
    long newest = ring.next() - 1;
    List<LogLine> items = new ArrayList<>();
    for (long number = newest; items.size() < limit && number >= ring.oldest(); number--) {
      LogLine line = ring.get(number);
      if (line != null && wanted.test(line)) {
        items.add(line);
      }
    }
    Collections.reverse(items);
    Json.send(context, new Page(items, newest < 0 ? null : recent.cursor().of(newest)));
  }

  private void stream(Context context) {
    Predicate<LogLine> wanted = level(Query.of(context, Set.of("level")));
    streams.serve(
        context,
        new Follow<>(context, recent.ring(), recent.cursor(), "log", wanted, line -> line));
  }

  private static Predicate<LogLine> level(Query query) {
    String text = query.text("level").orElse("trace").toUpperCase(Locale.ROOT);
    for (LogLine.Level level : LogLine.Level.values()) {
      if (level.name().equals(text)) {
        return line -> line.level().compareTo(level) >= 0;
      }
    }
    throw new Refused(
        400, "level", "there is no such level", "Write trace, debug, info, warn or error.");
  }
}
