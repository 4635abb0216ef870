package dev.fairlead.engine.message;

import java.util.Locale;

/** How a request came in. */
public enum Door {
  /** Absolute-form: the client knows that it talks to a proxy. */
  FORWARD,
  /** CONNECT: the client wants bytes carried. */
  TUNNEL,
  /** Origin-form, answered by a backend. */
  REVERSE,
  /** Addressed to Fairlead itself. */
  LOCAL;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
