package dev.fairlead.engine.filter;

import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.message.ResponseHead;

/** The part of a filter that lives as long as one exchange. Event loop only; never blocks. */
public interface Observer {
  /**
   * The final response head, ours or an upstream's, before it is written; may be edited. Called
   * again with an error of ours if a {@link BodyStage} refuses the response after that.
   */
  default void response(ResponseHead head) {}

  /** The exchange is over; its record is complete. */
  default void ended(Flow flow) {}
}
