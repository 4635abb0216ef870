package dev.fairlead.engine.upstream.balance;

/**
 * What health checks say of a target.
 *
 * @param text the last result, for a person
 */
public record Health(State state, String text) {
  /** Whether it may be used. */
  public enum State {
    /** Not checked, or not yet: it counts as up. */
    UNKNOWN,
    UP,
    DOWN
  }

  static final Health UNKNOWN = new Health(State.UNKNOWN, "");
}
