package dev.fairlead.control.web;

import dev.fairlead.control.ring.Cursor;
import dev.fairlead.control.ring.Ring;
import io.avaje.jex.http.Context;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Feeds a stream from a ring: from the event that {@code Last-Event-ID} names, else from now on. An
 * event {@code gap} says how many items were gone before they could be sent.
 */
public final class Follow<T> implements EventStream.Source {
  private final Ring<T> ring;
  private final Cursor cursor;
  private final String event;
  private final Predicate<T> wanted;
  private final Function<T, Object> page;
  private long position;
  private boolean waited;

  /**
   * @param page what is sent of an item, as JSON
   */
  public Follow(
      Context context,
      Ring<T> ring,
      Cursor cursor,
      String event,
      Predicate<T> wanted,
      Function<T, Object> page) {
    this.ring = ring;
    this.cursor = cursor;
    this.event = event;
    this.wanted = wanted;
    this.page = page;
    this.position = start(context.header("Last-Event-ID"));
  }

  private long start(@org.jspecify.annotations.Nullable String last) {
    if (last == null || last.isEmpty()) {
      return ring.next();
    }
    OptionalLong number = cursor.number(last);
    // An id from before a restart: everything since is new.
    return number.isPresent() ? Math.min(number.getAsLong() + 1, ring.next()) : 0;
  }

  @Override
  public void writeTo(EventStream stream) throws IOException {
    while (position < ring.next()) {
      long oldest = ring.oldest();
      if (position < oldest) {
        String missed = "{\"missed\":" + (oldest - position) + "}";
        stream.send(cursor.of(oldest - 1), "gap", missed);
        position = oldest;
      }
      T item = ring.get(position);
      if (item == null && !waited && position >= ring.oldest()) {
        // Its writer is just about to leave it there; if not by the next time, then never.
        waited = true;
        return;
      }
      waited = false;
      if (item != null && wanted.test(item)) {
        stream.send(cursor.of(position), event, Json.text(page.apply(item)));
      }
      position++;
    }
  }
}
