package dev.fairlead.filters.headers;

import dev.fairlead.engine.message.RequestHead;
import java.util.List;
import java.util.function.Predicate;

/**
 * Changes of header fields, and when they are made.
 *
 * @param match which requests, or requests of which responses
 * @param edits in the order in which they are made
 */
public record HeaderRule(Predicate<RequestHead> match, List<Edit> edits) {
  public HeaderRule {
    edits = List.copyOf(edits);
  }
}
