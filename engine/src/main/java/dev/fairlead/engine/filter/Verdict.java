package dev.fairlead.engine.filter;

import dev.fairlead.engine.message.Answer;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Headers;

/** What a filter decides. */
public sealed interface Verdict {
  /** Nothing against it. */
  Verdict CONTINUE = new Continue();

  /** The filter will call {@link FilterContext#resume} on the exchange's event loop. */
  Verdict SUSPEND = new Suspend();

  /** See {@link #CONTINUE}. */
  record Continue() implements Verdict {}

  /** See {@link #SUSPEND}. */
  record Suspend() implements Verdict {}

  /** The filter has the response. */
  record Respond(Answer answer) implements Verdict {}

  /**
   * The request goes no further.
   *
   * @param fields added to the error response ({@code Proxy-Authenticate}, {@code Retry-After})
   */
  record Refuse(Failure failure, Headers fields) implements Verdict {
    public Refuse(Failure failure) {
      this(failure, new Headers());
    }
  }
}
