package dev.fairlead.filters.inspection.coding;

/** A body that cannot be looked into; the message says why, as the end of a sentence. */
public final class Unreadable extends Exception {
  private static final long serialVersionUID = 1L;

  Unreadable(String message) {
    super(message);
  }
}
