package dev.fairlead.engine.filter;

/** One step that every request passes. Thread-safe, shared by all event loops, never blocks. */
public interface Filter {
  /** Its name in logs, metrics and {@code explain}: one word in lower case. */
  String name();

  /** Looks at the head, may edit it, and decides. */
  Verdict request(FilterContext exchange);

  /** What {@code explain} adds where this filter lets a request pass, or empty. */
  default String remark(FilterContext exchange) {
    return "";
  }
}
