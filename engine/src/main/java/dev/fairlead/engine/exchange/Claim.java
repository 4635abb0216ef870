package dev.fairlead.engine.exchange;

/** A claim on an upstream: a place in a queue, a dial, or a stream. Event loop only. */
public interface Claim {
  /**
   * Gives it up: stops waiting or dialling, or closes or resets what is in flight. No event
   * follows. Harmless after the end.
   */
  void cancel();
}
