package dev.fairlead.app.config.bind;

/** A section with rules that hold between its keys. */
@FunctionalInterface
public interface Checked {
  /** Reports every broken rule; the section's values are complete when this is called. */
  void check(Scope scope);
}
