package dev.fairlead.engine.upstream.dial;

/** A connection being made. */
public interface Dial {
  /**
   * Gives up: closes what is open, and the listener hears nothing. Event loop only. Harmless once
   * the listener has been told.
   */
  void cancel();
}
