package dev.fairlead.filters.headers;

import dev.fairlead.engine.filter.Filter;
import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.filter.Observer;
import dev.fairlead.engine.filter.Verdict;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.ResponseHead;
import java.util.List;

/**
 * Adds safe fields to responses that lack them: to our own and those of backends, or to all. Must
 * be the first filter, so that the refusals of others carry them too.
 */
public final class SecurityHeaders implements Filter {
  /**
   * A field to add.
   *
   * @param value as it is sent
   */
  public record Field(FieldName name, String value) {}

  private final boolean all;
  private final Observer adding;

  /**
   * @param all whether responses of origins that were reached through the forward door get them too
   */
  public SecurityHeaders(boolean all, List<Field> fields) {
    this.all = all;
    List<Field> added = List.copyOf(fields);
    this.adding =
        new Observer() {
          @Override
          public void response(ResponseHead head) {
            for (Field field : added) {
              head.headers().setIfAbsent(field.name(), field.value());
            }
          }
        };
  }

  @Override
  public String name() {
    return "headers";
  }

  @Override
  public Verdict request(FilterContext exchange) {
    Door door = exchange.route().door();
    if (all || door == Door.LOCAL || door == Door.REVERSE) {
      exchange.observe(adding);
    }
    return Verdict.CONTINUE;
  }
}
